import {
  type CompiledLanguage,
  evaluateRedFlags,
  extractFindings,
  type Hearing,
  mergeFindings,
  NO_FINDINGS,
  peopleIn,
  readText,
  type RuleSet,
  type SignReading,
  Standing,
  type TokenSpan,
  wordsOf,
} from '../../src/domain';

const VERDICTS: Readonly<Record<Standing, (by: string) => string>> = {
  [Standing.PRESENT]: () => 'present',
  [Standing.ABSENT]: (by) => `absent: denied by “${by}”`,
  [Standing.UNSURE]: (by) => `unknown: doubted by “${by}”`,
  [Standing.PAST]: (by) => `unknown: history by “${by}”`,
  [Standing.OTHERS]: (by) => `not the patient's: it is about “${by}”`,
};

/** What is heard in a text and why, and which rules fire on it alone: lines for whoever edits a lexicon. */
export function explanationOf(
  text: string,
  language: CompiledLanguage,
  ruleSet: RuleSet,
  hearing: Hearing,
): readonly string[] {
  const reading = readText(text, language, hearing);
  const quote = (span: TokenSpan): string => wordsOf(text, reading.tokens, span);
  const update = extractFindings(text, language, hearing);
  const findings = mergeFindings(NO_FINDINGS, update);
  const { fired } = evaluateRedFlags(ruleSet, findings, { malignantProbability: null, endemic: new Set() });
  const people = Object.entries(peopleIn(text, language)).flatMap(([kind, isNamed]) =>
    isNamed ? [kind] : [],
  );
  return [
    ...section(
      'Signs',
      reading.signs.map((sign) => explainSign(sign, quote)),
    ),
    ...section(
      'Numbers',
      Object.entries(findings.numbers).map(
        ([code, { value, because }]) => `${code} = ${value}  “${because}”`,
      ),
    ),
    ...section(
      'Numbers of other people',
      reading.measurements
        .filter(({ isOthers }) => isOthers)
        .map((measurement) => `${measurement.code} = ${measurement.value}  “${quote(measurement)}”`),
    ),
    ...section('Places', findings.bodySites),
    ...section('Surface', findings.textures),
    ...section(
      'Course',
      [findings.duration, findings.progression].flatMap((said) => said ?? []),
    ),
    ...section('People', people),
    ...section('Scope', reading.isOutOfScope ? ['a complaint that is not about the skin'] : []),
    ...section(
      'Rules that fire',
      fired.map(({ urgency, code, title, because }) => `${urgency} ${code} ${title}: ${because}`),
    ),
  ];
}

function explainSign(sign: SignReading, quote: (span: TokenSpan) => string): string {
  const verdict = VERDICTS[sign.standing](sign.by === null ? '' : quote(sign.by));
  return `${sign.code}  “${quote(sign)}”  ${verdict}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}
