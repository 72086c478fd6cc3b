import { redact, type Removal } from '../../../src/privacy';
import { type Figure, share as shareOf, withInterval } from '../bootstrap';
import { type IdentifiedText, readIdentifiedTexts } from './identified-text';

/** An identifier counts as found when so much of its letters and digits is gone that nobody can be led to anybody. */
const FOUND_FROM_SHARE = 0.8;

/** A share of 1 of so many, with its 95 % interval: bootstrap over texts. */
export interface Share extends Figure {
  readonly of: number;
}

export interface PrivacyEvaluation {
  readonly texts: number;
  /** By the file's kind of identifier ("PERSON"): found at all, and found to the last letter. */
  readonly recallByKind: Readonly<Record<string, { readonly found: Share; readonly whole: Share }>>;
  readonly recallByLanguage: Readonly<Record<string, Share>>;
  /** Of what was removed, how much was marked, by our kind: unmarked removals may still be personal data. */
  readonly precisionByKind: Readonly<Record<string, Share>>;
  readonly misses: readonly { readonly kind: string; readonly language: string; readonly value: string }[];
}

interface Judged {
  readonly text: number;
  readonly kind: string;
  readonly language: string;
  readonly value: string;
  readonly isFound: boolean;
  readonly isWhole: boolean;
}

/** Recall and precision of redaction on a file of presidio-research's form. */
export function evaluatePrivacy(file: string): PrivacyEvaluation {
  return evaluateTexts(readIdentifiedTexts(file));
}

/** How much of what is marked redaction finds, by kind, and how much else it takes. */
export function evaluateTexts(texts: readonly IdentifiedText[]): PrivacyEvaluation {
  const removals = texts.map(({ full_text: text, language }) => redact(text, language).removed);
  const identifiers = texts.flatMap((text, index) => judged(text, index, removals[index] ?? []));
  const removed = texts.flatMap((text, index) =>
    (removals[index] ?? []).map((removal) => ({
      text: index,
      kind: removal.kind,
      isMarked: text.spans.some(
        (span) => span.start_position < removal.end && span.end_position > removal.start,
      ),
    })),
  );
  return {
    texts: texts.length,
    recallByKind: mapValues(
      grouped(identifiers, ({ kind }) => kind),
      (group) => ({
        found: share(group, ({ isFound }) => isFound),
        whole: share(group, ({ isWhole }) => isWhole),
      }),
    ),
    recallByLanguage: mapValues(
      grouped(identifiers, ({ language }) => language),
      (group) => share(group, ({ isFound }) => isFound),
    ),
    precisionByKind: mapValues(
      grouped(removed, ({ kind }) => kind),
      (group) => share(group, ({ isMarked }) => isMarked),
    ),
    misses: identifiers
      .filter(({ isFound }) => !isFound)
      .map(({ kind, language, value }) => ({ kind, language, value })),
  };
}

function judged(text: IdentifiedText, index: number, removals: readonly Removal[]): readonly Judged[] {
  return text.spans.map(
    ({ entity_type: kind, entity_value: value, start_position: start, end_position: end }) => {
      const places = Array.from({ length: end - start }, (_, offset) => start + offset).filter((place) =>
        /[\p{L}\p{M}\p{N}]/u.test(text.full_text.charAt(place)),
      );
      const gone = places.filter((place) =>
        removals.some((removal) => removal.start <= place && place < removal.end),
      );
      return {
        ...{ text: index, kind, language: text.language, value },
        isFound: gone.length >= places.length * FOUND_FROM_SHARE,
        isWhole: gone.length === places.length,
      };
    },
  );
}

/** The share of things that hold, and its interval: texts are drawn again, not things, since those of a text are alike. */
function share<T extends { readonly text: number }>(
  things: readonly T[],
  holds: (thing: T) => boolean,
): Share {
  const figure = withInterval(
    things,
    ({ text }) => String(text),
    (drawn) => shareOf(drawn, holds),
  );
  return { of: things.length, ...(figure ?? { value: 0, low: 0, high: 1 }) };
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Readonly<Record<string, readonly T[]>> {
  const groups: Record<string, T[]> = {};
  for (const item of items) (groups[key(item)] ??= []).push(item);
  return groups;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
