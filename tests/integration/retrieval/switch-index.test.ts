import { randomUUID } from 'node:crypto';
import {
  activateIndex,
  activatePrevious,
  buildIndex,
  createChromaIndex,
  createRetriever,
  openDataset,
} from '../../../src/retrieval';
import { NO_FINDINGS } from '../../../src/domain';
import { colourTools, padTable, writeReferenceFolder } from '../../support/reference-fixtures';

const space = randomUUID();
const clock = { now: () => new Date() };
const model = { ...colourTools.embedder.model, space };
const tools = { ...colourTools, embedder: { ...colourTools.embedder, model } };
const SWITCHES = 8;

/** A set in which every case has the same diagnosis, which tells the two indexes of this test apart. */
async function buildSet(diagnostic: string): Promise<string> {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    patient_id: `P${i}`,
    lesion_id: '1',
    img_id: `${diagnostic}-${i}.png`,
    age: String(20 + i),
    region: 'BACK',
    diagnostic,
  }));
  const folder = await writeReferenceFolder(
    { 'metadata.csv': padTable(...rows) },
    { [`${diagnostic}-0.png`]: 'red', [`${diagnostic}-1.png`]: 'blue' },
  );
  try {
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const index = createChromaIndex(process.env.CHROMA_URL ?? '');
    const report = await buildIndex({ ...tools, index, clock }, [dataset.value]);
    return report.description.id;
  } finally {
    await folder.remove();
  }
}

it('shows every reader the old index or the new one while they are switched, never a mix', async () => {
  const index = createChromaIndex(process.env.CHROMA_URL ?? '');
  const [cancer, mole] = [await buildSet('BCC'), await buildSet('NEV')];
  expect(await index.readActive(space)).toBeNull();
  await activateIndex({ index, clock }, model, cancer);

  const answers: { pictures: string[]; findings: string[]; version: string }[] = [];
  let switching = true;
  const read = async (): Promise<void> => {
    while (switching) {
      // A retriever of its own each time: none remembers which index was in use.
      const retriever = createRetriever({ index, clock, vectorSpace: space, timeoutMs: 10_000 });
      const found = await retriever.findSimilar({
        embedding: Float32Array.of(1, 0, 0, 0),
        findings: { ...NO_FINDINGS, bodySites: ['TORSO_BACK'] },
        patient: { ageYears: 30, sexAtBirth: null },
        exclude: {},
        topK: 5,
      });
      if (!found.ok) throw new Error(found.error.reason);
      const diagnoses = (cases: readonly { readonly sourceId: string }[]): string[] => [
        ...new Set(cases.map(({ sourceId }) => sourceId.slice(0, 3))),
      ];
      answers.push({
        pictures: diagnoses(found.value.byPicture),
        findings: diagnoses(found.value.byFindings),
        version: found.value.indexVersion,
      });
    }
  };
  const readers = Promise.all([read(), read(), read()]);
  for (let turn = 0; turn < SWITCHES; turn += 1) {
    const seen = answers.length;
    const switched = await activateIndex({ index, clock }, model, turn % 2 === 0 ? mole : cancer);
    expect(switched.ok).toBe(true);
    while (answers.length < seen + 3) await new Promise((resolve) => setImmediate(resolve));
  }
  switching = false;
  await readers;

  const kinds = new Set(answers.map((answer) => JSON.stringify(answer)));
  expect(kinds.size).toBe(2);
  for (const { pictures, findings } of answers) expect(findings).toEqual(pictures);
  expect(await activatePrevious({ index, clock }, model)).toMatchObject({ ok: true, value: { id: mole } });
});
