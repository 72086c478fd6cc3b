import { resolve } from 'node:path';
import { createMemoryIndex, loadConditionTable } from '../../../src/retrieval';
import { openFilling } from '../../../src/retrieval/fill-collection';
import { type ReferenceRecord } from '../../../src/retrieval/reference-index';
import { referenceRecord } from '../../support/reference-records';

const COLLECTION = 'c';
const recordsNamed = (...ids: readonly string[]) => ids.map((id) => referenceRecord(id, [1, 0]));

/** A collection that is filled while the test says how time passes. */
async function filling(held: readonly ReferenceRecord[] = []) {
  const index = createMemoryIndex();
  await index.prepare(COLLECTION);
  await index.upsert(COLLECTION, held);
  const conditions = await loadConditionTable(resolve('configs/data/conditions.csv'));
  let nowMs = 0;
  const made: string[] = [];
  const opened = await openFilling({ index, conditions, clock: { now: () => new Date(nowMs) } }, COLLECTION);
  return {
    ...opened,
    /** Of which records the vector was worked out. */
    made,
    add: (records: readonly ReferenceRecord[], onPresent?: (id: string) => void) =>
      opened.fill(
        records,
        (missing) => {
          made.push(...missing.map(({ id }) => id));
          return Promise.resolve(missing);
        },
        (_facts, { id }) => onPresent?.(id),
      ),
    pass: (forMs: number) => (nowMs += forMs),
    held: () => index.count(COLLECTION),
  };
}

describe('a collection that is filled', () => {
  it('is written in large requests, and at the end what is left', async () => {
    const target = await filling();
    await target.add(recordsNamed(...Array.from({ length: 999 }, (_, place) => `r${place}`)));
    expect(await target.held()).toBe(0);
    await target.add(recordsNamed('one more', 'and another'));
    expect(await target.held()).toBe(1001);
    await target.add(recordsNamed('the last'));
    expect(await target.held()).toBe(1001);
    await target.finish();
    expect(await target.held()).toBe(1002);
    expect(target.added()).toBe(1002);
  });

  it('keeps finished work back for two seconds at most', async () => {
    const target = await filling();
    await target.add(recordsNamed('one'));
    target.pass(1999);
    await target.add(recordsNamed('two'));
    expect(await target.held()).toBe(0);
    target.pass(1);
    await target.add(recordsNamed('three'));
    expect(await target.held()).toBe(3);
  });

  it('makes nothing again that it holds, and says what that is', async () => {
    const target = await filling(recordsNamed('old'));
    const present: string[] = [];
    await target.add(recordsNamed('old', 'new'), (id) => present.push(id));
    expect(target.made).toEqual(['new']);
    expect(present).toEqual(['old']);
    expect(target.present()).toBe(1);
  });

  it('knows what part of its labels is malignant or premalignant, old records counted', async () => {
    const labelled = (id: string, name: string) =>
      referenceRecord(id, [1, 0], { conditions: [{ name, weight: 1 }] });
    const target = await filling([labelled('old', 'Melanoma')]);
    expect(target.malignantShare()).toBe(0);
    await target.add([labelled('old', 'Melanoma'), labelled('new', 'Melanocytic Nevus')]);
    expect(target.malignantShare()).toBe(0.5);
  });
});
