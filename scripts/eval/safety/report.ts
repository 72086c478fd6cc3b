import { isAtLeast, Urgency } from '../../../src/domain';
import { inPercent, markdown, share, withInterval } from '../bootstrap';
import { DERMA_LANGUAGES, type DermaOutcome } from './dermavqa';
import { type LanguageOutcome } from './language-check';
import { calibration, type CalibrationBin, groupsBy, operatingPoint } from './lesion-figures';
import { Column, type JudgedLesion } from './lesions';
import { type Verdicts } from './verdicts';
import { PLAIN, type VignetteOutcome } from './vignettes';
import { Truth } from '../../score/labelled-cases';

export interface Section {
  readonly title: string;
  readonly markdown: string;
  /** The same, for machines. */
  readonly data: unknown;
}

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
  const missed = lesions.filter((one) => one.case.truth === Truth.MALIGNANT && !one.isFlagged[Column.BOTH]);
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
      markdown(
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
      markdown(
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

const LEVELS = [Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON] as const;
const EXCERPT_CHARACTERS = 240;

/** The share that reaches each level by language, failures, and the sample with its verdicts. */
export function dermaSection(
  outcomes: readonly DermaOutcome[],
  sample: readonly DermaOutcome[],
  verdicts: Verdicts,
): Section {
  const byLanguage = DERMA_LANGUAGES.map((language) => {
    const those = outcomes.filter((one) => one.language === language);
    const reach = (level: Urgency) =>
      withInterval(
        those,
        ({ id }) => id,
        (all) => share(all, ({ urgency }) => isAtLeast(urgency, level)),
      );
    return {
      language,
      questions: those.length,
      failed: those.filter(({ failure }) => failure !== null).length,
      reached: LEVELS.map((level) => ({ level, share: reach(level) })),
    };
  });
  const judged = sample.map((one) => ({ ...one, verdict: verdicts.find(one) }));
  const counted = judged.flatMap(({ verdict }) => verdict?.verdict ?? []);
  const counts = [...new Set(counted)].map(
    (name) => `${name} ${counted.filter((one) => one === name).length}`,
  );
  return {
    title: 'DermaVQA',
    markdown: [
      'Each question is the complaint of a whole interview; every further question is answered with "not sure".',
      markdown(
        ['language', 'questions', 'exceptions', ...LEVELS.map((level) => `${level} or above`)],
        byLanguage.map(({ language, questions, failed, reached }) => [
          language,
          String(questions),
          String(failed),
          ...reached.map((one) => inPercent(one.share)),
        ]),
      ),
      `${sample.length} escalations at URGENT or above, drawn by a fixed seed. Read and judged so far: ${counts.join(', ') || 'none'}.`,
      ...judged.map(({ id, language, urgency, fired, text, verdict }) => {
        const rules = fired
          .filter((flag) => isAtLeast(flag.urgency, Urgency.URGENT))
          .map((flag) => `${flag.code} (${flag.because})`);
        const said = verdict === undefined ? 'not judged' : `${verdict.verdict}: ${verdict.why}`;
        const excerpt = text.replace(/\s+/g, ' ').slice(0, EXCERPT_CHARACTERS);
        return `- ${id} ${language} ${urgency ?? ''}: ${rules.join('; ')}. **${said}** “${excerpt}…”`;
      }),
    ].join('\n\n'),
    data: {
      byLanguage,
      sample: judged.map(({ text, ...rest }) => ({ ...rest, excerpt: text.slice(0, EXCERPT_CHARACTERS) })),
    },
  };
}

/** Reached what was expected, by kind; plain complaints that were called SOON; every one that went wrong. */
export function vignetteSection(outcomes: readonly VignetteOutcome[]): Section {
  const rowOf = (name: string, those: readonly VignetteOutcome[]) => ({
    name,
    vignettes: those.length,
    right: withInterval(
      those,
      ({ vignette }) => vignette.id,
      (all) => share(all, ({ isRight }) => isRight),
    ),
  });
  const kinds = [...new Set(outcomes.map(({ vignette }) => vignette.kind))];
  const rows = [
    ...kinds.map((kind) =>
      rowOf(
        kind,
        outcomes.filter(({ vignette }) => vignette.kind === kind),
      ),
    ),
    ...Object.values(Urgency).map((level) =>
      rowOf(
        `expected ${level}`,
        outcomes.filter(({ vignette }) => vignette.kind !== PLAIN && vignette.expect === level),
      ),
    ),
  ].filter(({ vignettes }) => vignettes > 0);
  const wrong = outcomes.filter(({ isRight }) => !isRight);
  return {
    title: 'Vignettes',
    markdown: [
      `A whole interview each. Right: at least as urgent as expected; of "${PLAIN}" complaints: below SOON.`,
      markdown(
        ['vignettes', 'count', 'right'],
        rows.map(({ name, vignettes, right }) => [name, String(vignettes), inPercent(right)]),
      ),
      `Not right (${wrong.length}):`,
      ...wrong.map(({ vignette: { id, expect, kind, say }, urgency, fired, failure }) => {
        const why = failure ?? (fired.map(({ code }) => code).join(', ') || 'no rule fired');
        return `- ${id} (${kind}, ${expect}): ${urgency ?? 'nothing raised'}; ${why}. “${say}”`;
      }),
    ].join('\n\n'),
    data: {
      rows,
      wrong: wrong.map(({ vignette, urgency, fired }) => ({
        id: vignette.id,
        urgency,
        fired: fired.map(({ code }) => code),
      })),
    },
  };
}

export function languageSection(outcomes: readonly LanguageOutcome[]): Section {
  const percent = (part: number, of: number): string =>
    of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
  return {
    title: 'Language identification',
    markdown: [
      'Sentences of tests/data/spoken-rules: short, spoken, with code-mix and misspellings.',
      markdown(
        ['language', 'sentences', 'right', 'confident', 'wrong among the confident'],
        outcomes.map((one) => [
          one.language,
          String(one.sentences),
          percent(one.right, one.sentences),
          percent(one.confident, one.sentences),
          percent(one.confidentAndWrong, one.confident),
        ]),
      ),
    ].join('\n\n'),
    data: outcomes,
  };
}
