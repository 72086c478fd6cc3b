import { askIndex } from '../../../../scripts/eval/retrieval/ask-index';
import { retrievalReport } from '../../../../scripts/eval/retrieval/report';
import { setQueries, Way } from '../../../../scripts/eval/retrieval/set-queries';
import { createMemoryIndex, openDataset } from '../../../../src/retrieval';
import { colourTools, padTable, writeReferenceFolder } from '../../../support/reference-fixtures';

const PATIENTS = 12;

/** Two lesions of each patient: naevi are green, cancers are red; the last patient's pictures are missing. */
async function evaluate() {
  const rows = Array.from({ length: PATIENTS * 2 }, (_, i) => ({
    patient_id: `P${i >> 1}`,
    lesion_id: String(i),
    img_id: `picture-${i}.png`,
    age: String(30 + i),
    region: 'BACK',
    fitspatrick: i < PATIENTS ? '2' : '',
    diagnostic: i % 4 < 2 ? 'NEV' : 'BCC',
  }));
  const shown = rows.slice(0, -2);
  const folder = await writeReferenceFolder(
    { 'metadata.csv': padTable(...rows) },
    Object.fromEntries(
      shown.map(({ img_id, diagnostic }, i) => [
        img_id,
        diagnostic === 'NEV' ? `rgb(${i},200,0)` : `rgb(200,${i},0)`,
      ]),
    ),
  );
  try {
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const queries = await setQueries(colourTools, dataset.value, 10);
    const exact = await askIndex({ ...colourTools, index: createMemoryIndex() }, dataset.value, queries);
    const { conditions } = colourTools;
    const { model } = colourTools.embedder;
    const report = retrievalReport({ dataset: dataset.value, model, conditions, exact, approximate: exact });
    return { exact, report };
  } finally {
    await folder.remove();
  }
}

describe('the evaluation of a set', () => {
  const evaluated = evaluate();

  it('asks by every picture, by every case of answers, and by both', async () => {
    const { exact } = await evaluated;
    const count = (way: Way) => exact.filter((one) => one.way === way).length;
    expect([count(Way.PICTURE), count(Way.FINDINGS), count(Way.FUSED)]).toEqual([22, 24, 22]);
  });

  it('finds by a picture alone what looks alike, of other patients, whatever was answered', async () => {
    const pictures = (await evaluated).exact.filter((one) => one.way === Way.PICTURE);
    for (const { referenceCase, found } of pictures) {
      const [nearest] = found.byPicture;
      expect(found.byFindings).toEqual([]);
      expect(nearest?.conditions).toEqual(referenceCase.conditions);
      expect(found.byPicture.map(({ caseId }) => caseId)).not.toContain(referenceCase.caseId);
    }
  });

  it('says it in tables, and nothing of groups that are too small', async () => {
    const { report } = await evaluated;
    expect(report).toContain('| questions (patients) | 22 (11) | 22 (11) | 22 (11) | 24 (12) |');
    expect(report).toMatch(/\| recall@1 \| 100\.0 % \(100\.0–100\.0\) \|/);
    expect(report).toContain('| FST2 | 12 (6) | – | – | – | – | – | – | – |');
    expect(report).toContain('| picture alone | 22 | 100.00 % | 100.00 % |');
  });
});
