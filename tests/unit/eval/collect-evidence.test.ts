import { collectEvidence } from '../../../scripts/eval/collect-evidence';
import { openDataset } from '../../../src/retrieval';
import { colourTools, padTable, writeReferenceFolder } from '../../support/reference-fixtures';

/** Six patients with two lesions each; P0 and P1 sent the same picture. */
async function collect() {
  const row = (patient: number, lesion: number) => ({
    patient_id: `P${patient}`,
    lesion_id: String(lesion),
    img_id: `P${patient}-${lesion}.png`,
    age: '50',
    region: 'BACK',
    diagnostic: patient % 2 === 0 ? 'NEV' : 'BCC',
  });
  const rows = [0, 1, 2, 3, 4, 5].flatMap((patient) => [row(patient, 0), row(patient, 1)]);
  const colours = rows.map(({ img_id }, place): [string, string] => [
    img_id,
    img_id === 'P1-0.png' ? 'rgb(0,200,0)' : `rgb(${place * 20},200,0)`,
  ]);
  const folder = await writeReferenceFolder(
    { 'metadata.csv': padTable(...rows) },
    Object.fromEntries(colours),
  );
  try {
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    return await collectEvidence({ ...colourTools, topK: 20 }, dataset.value);
  } finally {
    await folder.remove();
  }
}

describe('collectEvidence', () => {
  it('asks for every case, and finds no record of the patient who asks', async () => {
    const asked = await collect();
    expect(asked).toHaveLength(12);
    for (const { referenceCase, evidence } of asked) {
      const found = [...evidence.byPicture, ...evidence.byFindings].map((one) => one.sourceId.split('-')[0]);
      expect(found.length).toBeGreaterThan(0);
      expect(found).not.toContain(referenceCase.patientId);
    }
  });

  it('finds no record of another patient who sent the very same picture', async () => {
    const first = (await collect()).find((one) => one.referenceCase.sourceId === 'P0-0.png');
    const found = [...(first?.evidence.byPicture ?? []), ...(first?.evidence.byFindings ?? [])];
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((one) => one.sourceId.startsWith('P1-'))).toEqual([]);
  });
});
