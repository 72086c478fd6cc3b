import { Readable } from 'node:stream';
import { createMemoryIndex, findLoaded, type ReferenceDataset } from '../../../src/retrieval';
import { planIndex } from '../../../src/retrieval/index-description';
import { indexDescription } from '../../support/index-description';
import { referenceRecord, useRecords } from '../../support/reference-records';

const { embeddingModel: model } = indexDescription({ id: 'whichever' });

function setNamed(name: string): ReferenceDataset {
  const cases = () => Readable.from([]) as AsyncIterable<never>;
  return { name, version: 'a'.repeat(64), licence: 'CC BY 4.0', caseCount: 0, pictureFiles: [], cases };
}

/** An index in use that says that it was made of this set. */
async function inUse(set: ReferenceDataset) {
  const index = createMemoryIndex();
  const plan = planIndex(model, [set], new Date(0));
  const records = { pictures: [referenceRecord('picture', [1, 0])] };
  return { index, description: await useRecords(index, records, plan) };
}

describe('findLoaded', () => {
  it('is the index in use, if it was made of just these sets', async () => {
    const { index, description } = await inUse(setNamed('one'));
    expect((await findLoaded(index, model, setNamed('one')))?.id).toBe(description.id);
    expect(await findLoaded(index, model, setNamed('one'), setNamed('two'))).toBeNull();
    expect(await findLoaded(index, model, setNamed('two'))).toBeNull();
  });

  it('is nothing where part of it was taken away, so that it is loaded again', async () => {
    const { index, description } = await inUse(setNamed('one'));
    await index.drop(description.picturesCollection);
    expect(await findLoaded(index, model, setNamed('one'))).toBeNull();
  });

  it('is nothing where nothing is in use', async () => {
    expect(await findLoaded(createMemoryIndex(), model, setNamed('one'))).toBeNull();
  });
});
