import { type FindingsUpdate, type NumberFinding, type SignFinding, Truth } from '../findings/findings';
import { PromptCode } from '../prompt-codes';
import { Duration } from '../vocabulary';
import { type CompiledLanguage } from './compile-language';
import { durationOfDays } from './durations';
import { type Hearing, readText, type Reading } from './read-text';
import { Standing } from './standing';
import { SpanKind, type TimeSpan } from './time-spans';
import { type TokenSpan, wordsOf } from './tokens';

/**
 * What a text says about the patient, by whole words of the language's lexicon; `because` is the words that said it.
 * What is denied is absent; what is doubted, past or somebody else's, and what the text does not mention, stays
 * unknown.
 */
export function extractFindings(text: string, language: CompiledLanguage, hearing: Hearing): FindingsUpdate {
  const reading = readText(text, language, hearing);
  const because = (span: TokenSpan): string => wordsOf(text, reading.tokens, span);
  const onset = onsetOf(reading, hearing);
  const signs = signsOf(reading, because);
  const numbers = numbersOf(reading, onset, because);
  const duration = durationOf(reading, onset);
  const [progression] = reading.progressions;
  return {
    ...(Object.keys(signs).length > 0 && { signs }),
    ...(Object.keys(numbers).length > 0 && { numbers }),
    ...(reading.bodySites.length > 0 && { bodySites: reading.bodySites }),
    ...(reading.textures.length > 0 && { textures: reading.textures }),
    ...(duration !== null && { duration }),
    ...(progression !== undefined && { progression }),
  };
}

/** Whether nothing at all was heard. */
/**
 * What is left of words in a language that nobody wrote a list for: they may sound like English ones, so that a danger
 * among them counts, and what they seem to deny stays unknown.
 */
export function withoutAbsences(update: FindingsUpdate): FindingsUpdate {
  const signs = Object.entries(update.signs ?? {}).filter(([, { truth }]) => truth === Truth.PRESENT);
  return { ...update, signs: Object.fromEntries(signs) };
}

export function isEmptyUpdate(update: FindingsUpdate): boolean {
  return Object.keys(update).length === 0;
}

/** A sign that is present anywhere is present; one that is doubted somewhere is not absent. */
function signsOf({ signs }: Reading, because: (span: TokenSpan) => string): Record<string, SignFinding> {
  const present = signs.filter(({ standing }) => standing === Standing.PRESENT);
  const doubted = new Set(
    signs.filter(({ standing }) => standing === Standing.UNSURE).map(({ code }) => code),
  );
  const absent = signs.filter(({ standing, code }) => standing === Standing.ABSENT && !doubted.has(code));
  const found: Record<string, SignFinding> = {};
  for (const sign of absent) found[sign.code] ??= { truth: Truth.ABSENT, because: because(sign) };
  for (const sign of [...present].reverse())
    found[sign.code] = { truth: Truth.PRESENT, because: because(sign) };
  return found;
}

/** The largest of each: of two sizes, two counts or two times the worse one counts. */
function numbersOf(
  { measurements }: Reading,
  onset: TimeSpan | null,
  because: (span: TokenSpan) => string,
): Record<string, NumberFinding> {
  const found: Record<string, NumberFinding> = {};
  const own = measurements.filter(({ isOthers }) => !isOthers);
  const all = onset === null ? own : [...own, { ...onset, code: 'onset_days', value: onset.days }];
  for (const measurement of all) {
    const { code, value } = measurement;
    if (value >= (found[code]?.value ?? 0)) found[code] = { value, because: because(measurement) };
  }
  return found;
}

/** When it began: the first span of time that says so; the length of a fever only where nothing else is said. */
function onsetOf({ spans, measurements, signs, tokens }: Reading, { prompt }: Hearing): TimeSpan | null {
  const isAnswer = prompt === PromptCode.DURATION;
  const signClauses = new Set(signs.map(({ start }) => tokens[start]?.clause));
  const began = spans.filter(({ kind, start, isOthers }) => {
    if (isOthers || kind === SpanKind.AGE) return false;
    if (isAnswer || kind === SpanKind.SINCE) return true;
    return kind === SpanKind.AGO && signClauses.has(tokens[start]?.clause);
  });
  const ofFever = measurements.filter(({ code }) => code === 'fever_days');
  const apart = began.filter(
    (span) => !ofFever.some(({ start, end }) => start <= span.start && span.end <= end),
  );
  const hasOtherSigns = signs.some(({ code, standing }) => standing === Standing.PRESENT && code !== 'fever');
  return apart[0] ?? (hasOtherSigns && !isAnswer ? null : (began[0] ?? null));
}

function durationOf({ durations }: Reading, onset: TimeSpan | null): Duration | null {
  if (durations.includes(Duration.SINCE_CHILDHOOD)) return Duration.SINCE_CHILDHOOD;
  return onset === null ? (durations[0] ?? null) : durationOfDays(onset.days);
}
