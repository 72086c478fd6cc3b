import { createMemoryIndex } from '../../../src/retrieval';
import { findChosenIndex } from '../../../scripts/reference/chosen-index';
import { indexDescription } from '../../support/index-description';
import { referenceRecord, useRecords } from '../../support/reference-records';

const { embeddingModel: model } = indexDescription({ id: 'whichever' });

async function inUse(...names: readonly string[]) {
  const index = createMemoryIndex();
  const datasets = names.map((name) => ({
    name,
    version: 'a'.repeat(64),
    licence: 'CC BY 4.0',
    caseCount: 1,
  }));
  const records = { pictures: [referenceRecord('picture', [1, 0])] };
  await useRecords(index, records, { id: names.join('-'), datasets });
  return index;
}

describe('findChosenIndex', () => {
  it('is what somebody put into use, so that a start leaves it there', async () => {
    expect((await findChosenIndex(await inUse('hospital'), model))?.id).toBe('hospital');
    expect(await findChosenIndex(await inUse('demo-synthetic', 'hospital'), model)).not.toBeNull();
  });

  it('is not the demonstration set, which a new release may replace', async () => {
    expect(await findChosenIndex(await inUse('demo-synthetic'), model)).toBeNull();
  });

  it('is not one of another model, and nothing where nothing is in use', async () => {
    const other = { ...model, space: 'another space' };
    expect(await findChosenIndex(await inUse('hospital'), other)).toBeNull();
    expect(await findChosenIndex(createMemoryIndex(), model)).toBeNull();
  });
});
