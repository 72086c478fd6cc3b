import { createMemoryIndex, type IndexDescription, type IndexEngine } from '../../src/retrieval';
import { type ReferenceFacts, type ReferenceRecord } from '../../src/retrieval/reference-index';
import { indexDescription } from './index-description';

/** A record of a patient and case of its own, unless `facts` say otherwise; the vector is brought to unit length. */
export function referenceRecord(
  id: string,
  vector: readonly number[],
  facts: Partial<ReferenceFacts> = {},
): ReferenceRecord {
  const length = Math.hypot(...vector);
  return {
    id,
    vector: Float32Array.from(vector, (value) => value / length),
    facts: {
      caseId: `case of ${id}`,
      sourceId: id,
      dataset: 'test',
      patientId: `patient of ${id}`,
      conditions: [{ name: 'Melanocytic Nevus', weight: 1 }],
      fitzpatrickSkinType: null,
      bodySites: [],
      imageSha256: null,
      findingsVector: null,
      licence: 'CC BY 4.0',
      ...facts,
    },
  };
}

/** Keeps the records and puts them into use. Without floors of its own, every neighbour that is not opposed counts. */
export async function useRecords(
  index: IndexEngine,
  records: { readonly pictures?: readonly ReferenceRecord[]; readonly findings?: readonly ReferenceRecord[] },
  described: Partial<IndexDescription> & Parameters<typeof indexDescription>[0],
): Promise<IndexDescription> {
  const { pictures = [], findings = [] } = records;
  const description: IndexDescription = {
    ...indexDescription(described),
    pictureFloor: 0,
    findingsFloor: 0,
    pictureCount: pictures.length,
    findingsCount: findings.length,
    ...described,
  };
  await index.prepare(description.picturesCollection);
  await index.prepare(description.findingsCollection);
  await index.upsert(description.picturesCollection, pictures);
  await index.upsert(description.findingsCollection, findings);
  const vectorSpace = description.embeddingModel.sha256;
  await index.writePointer({ vectorSpace, active: description, previousId: null });
  return description;
}

/** An exact index in memory that holds these pictures and findings, in use with the model of `indexDescription`. */
export async function indexOfRecords(
  records: Parameters<typeof useRecords>[1],
  described: Partial<IndexDescription> = {},
): Promise<IndexEngine> {
  const index = createMemoryIndex();
  await useRecords(index, records, { id: 'records', ...described });
  return index;
}
