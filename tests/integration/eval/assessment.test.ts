import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEvidenceAssessor } from '../../../scripts/eval/assessment/assess-by-evidence';
import { readAssessmentData } from '../../../scripts/eval/assessment/assessment-data';
import { evaluateSet } from '../../../scripts/eval/assessment/evaluate-set';
import { openEvaluatedModel } from '../../../scripts/eval/assessment/open-model';
import { type EvaluationRun, runSchema } from '../../../scripts/eval/assessment/outcome';
import { poseFolder } from '../../../scripts/eval/assessment/pose-folder';
import { writeReport } from '../../../scripts/eval/assessment/write-report';
import { openHouse } from '../../../scripts/eval/safety/house';
import { Behaviour } from '../../../scripts/medgemma/behaviours';
import { type LoopbackMedGemma, startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { isAtLeast } from '../../../src/domain';
import { loadConditionTable } from '../../../src/retrieval';
import { embedderThat } from '../../support/embedders';
import { modelSettings } from '../../support/house-model';
import { colourTools, padTable, writeReferenceFolder } from '../../support/reference-fixtures';

const ROOT = join(__dirname, '../../..');
const PATIENTS = 12;

/** A lesion of each patient: naevi are green, cancers are red; the last patient's picture is missing. */
async function writeLesions() {
  const rows = Array.from({ length: PATIENTS }, (_, i) => ({
    patient_id: `P${i}`,
    lesion_id: String(i),
    img_id: `picture-${i}.png`,
    age: String(30 + i),
    region: 'BACK',
    fitspatrick: String(1 + (i % 6)),
    itch: 'True',
    diagnostic: i % 2 === 0 ? 'NEV' : 'BCC',
  }));
  const colours = rows
    .slice(0, -1)
    .map(({ img_id, diagnostic }, i): [string, string] => [
      img_id,
      diagnostic === 'NEV' ? `rgb(${i},200,0)` : `rgb(200,${i},0)`,
    ]);
  return writeReferenceFolder({ 'metadata.csv': padTable(...rows) }, Object.fromEntries(colours));
}

describe('eval:assessment with a language model', () => {
  let server: LoopbackMedGemma;
  let folder: Awaited<ReturnType<typeof writeLesions>>;
  let out = '';
  beforeAll(async () => {
    server = await startLoopbackMedGemma();
    folder = await writeLesions();
    out = await mkdtemp(join(tmpdir(), 'evaluated-'));
  });
  afterAll(async () => {
    await server.close();
    await folder.remove();
    await rm(out, { recursive: true, force: true });
  });

  async function evaluate(logFile = join(out, 'answers.jsonl')): Promise<EvaluationRun> {
    const house = openHouse(ROOT);
    const conditions = await loadConditionTable(join(ROOT, 'configs/data/conditions.csv'));
    const embedder = embedderThat((pictures) => colourTools.embedder.embed(pictures));
    const set = await poseFolder(house, { ...colourTools, conditions, embedder }, folder.dir, ROOT);
    const data = readAssessmentData(house, conditions, ROOT);
    const env = modelSettings(server.url);
    return evaluateSet(
      {
        assess: createEvidenceAssessor(data, embedder),
        rulesVersion: house.ruleSet.version,
        embeddingModel: embedder.model.name,
        model: await openEvaluatedModel({ env, root: ROOT, promptFile: null, data, logFile }),
      },
      set,
    );
  }

  it('judges what became of every answer, and lets the evidence stand where there is none', async () => {
    server.behave(
      ...[Behaviour.DRUG_DOSES, Behaviour.WRONG_SCHEMA, Behaviour.REPAIRABLE, Behaviour.UNKNOWN_CONDITIONS],
      ...[Behaviour.URGENCY_LOWERED, Behaviour.GARBAGE_ENVELOPE, Behaviour.GOOD],
    );
    const { cases, model } = await evaluate();
    expect(server.violations).toEqual([]);
    expect(cases).toHaveLength(PATIENTS);
    expect(model?.prompt).toMatch(/^assess-1@[0-9a-f]{12}$/);
    const answers = cases.flatMap((one) => one.model ?? []);
    const fates = answers.map(({ fate }) => fate).sort();
    expect(fates).toEqual([
      ...Array<string>(9).fill('ACCEPTED'),
      'REFUSED_BY_GUARD',
      'UNPARSEABLE',
      'UNPARSEABLE',
    ]);
    expect(answers.filter(({ isRepaired }) => isRepaired)).toHaveLength(1);
    expect(answers.filter(({ unverifiedConditions }) => unverifiedConditions > 0)).toHaveLength(1);
    for (const { evidence, model: answer } of cases) {
      expect(answer?.view === null || isAtLeast(answer?.view.urgency ?? null, evidence.urgency)).toBe(true);
      expect(answer?.view === null).toBe(answer?.fate !== 'ACCEPTED');
    }
    expect(server.requests.filter(({ hasPicture, isRepair }) => hasPicture && !isRepair)).toHaveLength(
      PATIENTS - 1,
    );
  });

  it('goes on where it was: asks again only what failed on its way', async () => {
    const log = join(out, 'interrupted.jsonl');
    const fates = ({ cases }: EvaluationRun) => new Set(cases.map(({ model }) => model?.fate));
    server.behave(Behaviour.GOOD);
    server.behaveBy(({ hasPicture }) => (hasPicture ? null : Behaviour.SERVER_ERROR));
    expect(fates(await evaluate(log))).toEqual(new Set(['ACCEPTED', 'UNAVAILABLE']));
    const askedBefore = server.requests.length;
    server.behaveBy(() => null);
    expect(fates(await evaluate(log))).toEqual(new Set(['ACCEPTED']));
    expect(server.requests.slice(askedBefore).map(({ hasPicture }) => hasPicture)).toEqual([false]);
  });

  it('writes the report, the run and its plots beside each other', async () => {
    const run = await evaluate();
    const markdown = await writeReport(run, join(out, 'report.md'));
    expect(await readFile(join(out, 'report.md'), 'utf8')).toBe(markdown);
    expect(runSchema.parse(JSON.parse(await readFile(join(out, 'report.json'), 'utf8')))).toEqual(run);
    const plots = (await readdir(out)).filter((name) => name.endsWith('.svg'));
    expect(plots).toHaveLength(4);
    for (const plot of plots) expect(markdown).toContain(`](${plot})`);
    expect(markdown).toContain('| accepted views |');
  });
});
