import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { fittedVersion } from '../../score/fitted-folder';
import { labelledCases } from '../../score/labelled-cases';
import { evidenceOfFolder } from '../folder-evidence';
import { type House } from './house';
import { calibration, curve } from './lesion-figures';
import { lesionSection, type SexOf } from './lesion-section';
import { type JudgedLesion, judgeLesions } from './lesions';
import { plotSvg } from './plot';
import { type Section } from './section';

const FOLD_SEED = 1;

interface LesionInput {
  /** Folder of the lesions to judge, in PAD-UFES-20's form. */
  readonly pad: string;
  /** Folder of the reference cases that they are compared with; may be the same. */
  readonly reference: string;
  readonly out: string;
  readonly root: string;
}

/** Judges every lesion, writes the curve and the calibration as SVG, and gives the report's section. */
export async function evaluateLesions(house: House, input: LesionInput): Promise<Section> {
  const { dataset, asked, conditions } = await evidenceOfFolder(input.pad, input.reference);
  const isFittedOn = (await fittedVersion(input.root)) === dataset.version;
  const model = isFittedOn ? null : house.ruleSet.suspicion;
  const deps = { ruleSet: house.ruleSet, table: conditions, seed: FOLD_SEED };
  const judged = judgeLesions(labelledCases(asked, conditions), deps, model);
  await writePlots(judged, input.out);
  const how = isFittedOn
    ? 'The score was fitted on this very folder: each lesion is scored by a model that saw no record of its patient.'
    : 'The score as shipped. It was fitted on another folder; if that held patients of this one, the figures flatter.';
  return lesionSection(
    judged,
    `${how} Reference cases of the same patient are left out.`,
    await sexesIn(input.pad),
  );
}

const rowSchema = z.looseObject({ img_id: z.string(), gender: z.string() });

/** Read for the report's groups alone: in this set a blank gives the diagnosis away. */
async function sexesIn(dir: string): Promise<SexOf> {
  const rows: unknown = parse(await readFile(join(dir, 'metadata.csv'), 'utf8'), {
    columns: true,
    bom: true,
  });
  const sexes = new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map((row) => [row.img_id, row.gender]),
  );
  return (one) => sexes.get(one.case.referenceCase.sourceId) || null;
}

async function writePlots(judged: readonly JudgedLesion[], out: string): Promise<void> {
  const points = curve(judged);
  const marked = [0.98, 0.99].flatMap((least) => {
    const point = points.find(({ sensitivity }) => sensitivity >= least);
    const label = `${least} at ${point?.threshold.toFixed(2) ?? ''}`;
    return point === undefined ? [] : [{ x: 1 - point.specificity, y: point.sensitivity, label }];
  });
  const roc = plotSvg({
    title: 'Rules and score: malignant against benign lesions',
    xLabel: '1 − specificity',
    yLabel: 'sensitivity',
    line: points.map(({ sensitivity, specificity }) => ({ x: 1 - specificity, y: sensitivity })),
    dots: marked,
  });
  const bins = calibration(judged);
  const calibrated = plotSvg({
    title: 'Calibration of the score',
    xLabel: 'score',
    yLabel: 'share that was malignant',
    line: bins.map(({ meanScore, malignantShare }) => ({ x: meanScore, y: malignantShare })),
    dots: bins.map(({ meanScore, malignantShare, lesions }) => ({
      x: meanScore,
      y: malignantShare,
      label: String(lesions),
    })),
  });
  await writeFile(join(out, 'roc.svg'), roc);
  await writeFile(join(out, 'calibration.svg'), calibrated);
}
