import { LesionTruth } from '../../score/labelled-cases';
import { inPercent, markdownTable } from '../../markdown-table';
import { calibration, type CalibrationBin, groupsBy, operatingPoint } from './lesion-figures';
import { Column, type JudgedLesion } from './lesions';
import { type Section } from './section';

/** What the set tells of the patient's sex; null where it is blank. */
export type SexOf = (one: JudgedLesion) => string | null;

const AGE_BANDS = [40, 60, 75];

/** Sensitivity, specificity and melanomas of each part; then by group; then every miss. */
export function lesionSection(lesions: readonly JudgedLesion[], how: string, sexOf: SexOf): Section {
  const parts: readonly (readonly [string, readonly JudgedLesion[]])[] = [
    ['all', lesions],
    ['with picture', lesions.filter((one) => one.case.hasPicture)],
    ['without picture', lesions.filter((one) => !one.case.hasPicture)],
  ];
  const strata: readonly (readonly [string, (one: JudgedLesion) => string | null])[] = [
    ['diagnosis', (one) => one.case.condition],
    ['age', (one) => ageBand(one.case.ageYears)],
    ['sex', sexOf],
    ['skin type', (one) => one.case.referenceCase.fitzpatrickSkinType],
    ['body site', (one) => one.case.findings.bodySites[0] ?? null],
  ];
  const missed = lesions.filter(
    (one) => one.case.truth === LesionTruth.MALIGNANT && !one.isFlagged[Column.BOTH],
  );
  const overall = parts.flatMap(([name, those]) =>
    Object.values(Column).map((column) => ({ group: name, ...operatingPoint(those, column) })),
  );
  const byGroup = strata.flatMap(([kind, groupOf]) =>
    groupsBy(lesions, groupOf).map(([name, those]) => ({
      group: `${kind}: ${name}`,
      lesions: those.length,
      ...operatingPoint(those, Column.BOTH),
    })),
  );
  const bins = calibration(lesions);
  return {
    title: 'Lesions (PAD-UFES-20)',
    markdown: [
      `${lesions.length} rows of ${new Set(lesions.map((one) => one.case.patientId)).size} patients. ${how}`,
      'Malignant (BCC, SCC, MEL) at SOON or above, benign (NEV, SEK) below it; 95 % intervals by patient.',
      markdownTable(
        ['rows', 'asked', 'sensitivity', 'specificity', 'melanomas'],
        overall.map((one) => [
          one.group,
          one.column,
          inPercent(one.sensitivity),
          inPercent(one.specificity),
          inPercent(one.melanomas),
        ]),
      ),
      'The whole house by group. Where the set leaves a field blank, that alone tells the diagnosis: see "not told".',
      markdownTable(
        ['group', 'rows', 'sensitivity', 'specificity'],
        byGroup.map((one) => [
          one.group,
          String(one.lesions),
          inPercent(one.sensitivity),
          inPercent(one.specificity),
        ]),
      ),
      `Calibration of the score: ${bins.map(binInWords).join('; ')}. See calibration.svg, and roc.svg for the whole curve.`,
      `Missed by the whole house (${missed.length}):`,
      ...missed.map(missInWords),
    ].join('\n\n'),
    data: {
      how,
      overall,
      byGroup,
      calibration: bins,
      missed: missed.map((one) => one.case.referenceCase.sourceId),
    },
  };
}

function binInWords({ meanScore, malignantShare, lesions }: CalibrationBin): string {
  return `said ${meanScore.toFixed(2)}, so ${malignantShare.toFixed(2)} (${lesions})`;
}

function missInWords({ case: one, score }: JudgedLesion): string {
  const yes = Object.entries(one.findings.signs).flatMap(([code, { truth }]) =>
    truth === 'PRESENT' ? code : [],
  );
  const picture = one.hasPicture ? 'with picture' : 'without picture';
  const site = one.findings.bodySites[0] ?? 'site not told';
  return `- ${one.referenceCase.sourceId}: ${one.condition}, age ${one.ageYears}, ${site}, ${picture}, yes to: ${yes.join(', ') || 'nothing'}; score ${score.toFixed(3)}`;
}

function ageBand(ageYears: number): string {
  const above = AGE_BANDS.filter((from) => ageYears >= from).at(-1);
  const next = AGE_BANDS.find((from) => ageYears < from);
  return above === undefined
    ? `under ${next ?? ''}`
    : next === undefined
      ? `${above} and above`
      : `${above} to ${next - 1}`;
}
