import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { DEMO_CONDITIONS, type DemoCondition } from './demo-conditions';
import { DEMO_SIZE_PX, drawLesions } from './demo-pictures';
import { seededRandom, type SeededRandom } from '../../seeded-random';

/** In SCIN's column `source`, in every collection's name and in every similar case: nobody can take it for patients. */
export const DEMO_SOURCE = 'demo-synthetic';
const CASES_PER_CONDITION = 6;
const SEED = 20_260;

const CASE_COLUMNS = [
  'case_id',
  'source',
  'release',
  'year',
  'age_group',
  'sex_at_birth',
  'fitzpatrick_skin_type',
  'condition_duration',
  'image_1_path',
] as const;

interface DemoCase {
  readonly id: string;
  readonly condition: DemoCondition;
  readonly skinType: number;
  readonly ticked: readonly string[];
  readonly age: string;
  readonly sex: string;
  readonly duration: string;
  readonly pixels: Buffer;
}

/**
 * Draws the demonstration set into `dir`, in SCIN's form: eight conditions, six invented cases each, one on each skin type.
 * The same bytes every time. The folder appears whole or not at all.
 */
export async function drawDemoSet(dir: string): Promise<void> {
  const random = seededRandom(SEED);
  const cases = DEMO_CONDITIONS.flatMap((condition, kind) =>
    Array.from({ length: CASES_PER_CONDITION }, (_, number) => inventCase(condition, kind, number, random)),
  );
  const draft = `${dir}.draft-${process.pid}`;
  await mkdir(join(draft, 'images'), { recursive: true });
  for (const demoCase of cases) {
    const raw = { width: DEMO_SIZE_PX, height: DEMO_SIZE_PX, channels: 3 } as const;
    await sharp(demoCase.pixels, { raw })
      .png()
      .toFile(join(draft, 'images', `${demoCase.id}.png`));
  }
  await writeFile(join(draft, 'scin_cases.csv'), casesTable(cases));
  await writeFile(join(draft, 'scin_labels.csv'), labelsTable(cases));
  await mkdir(dirname(dir), { recursive: true });
  await rm(dir, { recursive: true, force: true });
  await rename(draft, dir);
}

function inventCase(condition: DemoCondition, kind: number, number: number, random: SeededRandom): DemoCase {
  const skinType = number + 1;
  return {
    id: `demo-${kind + 1}-${number + 1}`,
    condition,
    skinType,
    ticked: [...condition.always, random.pick(condition.oneOf)],
    age: random.pick(condition.ages),
    sex: random.pick(['FEMALE', 'MALE']),
    duration: random.pick(condition.durations),
    pixels: drawLesions(condition.style, skinType, random),
  };
}

function casesTable(cases: readonly DemoCase[]): string {
  const answers = [
    ...new Set(DEMO_CONDITIONS.flatMap((condition) => [...condition.always, ...condition.oneOf])),
  ];
  const rows = cases.map((demoCase) => [
    demoCase.id,
    DEMO_SOURCE,
    '1.0.0',
    '2026',
    demoCase.age,
    demoCase.sex,
    `FST${demoCase.skinType}`,
    demoCase.duration,
    `images/${demoCase.id}.png`,
    ...answers.map((column) => (demoCase.ticked.includes(column) ? 'YES' : '')),
  ]);
  return toCsv([[...CASE_COLUMNS, ...answers], ...rows]);
}

function labelsTable(cases: readonly DemoCase[]): string {
  const rows = cases.map((demoCase) => [demoCase.id, `{'${demoCase.condition.name}': 1.0}`]);
  return toCsv([['case_id', 'weighted_skin_condition_label'], ...rows]);
}

/** No cell of this set holds a comma, a quotation mark or a line break. */
function toCsv(rows: readonly (readonly string[])[]): string {
  return `${rows.map((row) => row.join(',')).join('\n')}\n`;
}
