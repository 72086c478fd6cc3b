/** What the loopback server does with a question instead of, or beside, answering it well. */
export const Behaviour = {
  /** An answer computed from the question: its evidence's candidates, or the head of its closed list. */
  GOOD: 'GOOD',
  /** Good, after `slowMs`. */
  SLOW: 'SLOW',
  /** Never answers, unless the test lets go of it. */
  HANG: 'HANG',
  /** 429 with Retry-After. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** 500. */
  SERVER_ERROR: 'SERVER_ERROR',
  /** The connection ends in the middle of a good answer. */
  CUT: 'CUT',
  /** 200 with something that no wire promises. */
  GARBAGE_ENVELOPE: 'GARBAGE_ENVELOPE',
  /** An answer of eight megabytes. */
  MILLION_TOKENS: 'MILLION_TOKENS',
  /** The first part of an answer, also when asked to repair it. */
  HALF_JSON: 'HALF_JSON',
  /** A JSON of another shape, also when asked to repair it. */
  WRONG_SCHEMA: 'WRONG_SCHEMA',
  /** Half a JSON first, a good answer when asked to repair it. */
  REPAIRABLE: 'REPAIRABLE',
  /** Good, behind thoughts that end with <unused95>. */
  WITH_THOUGHTS: 'WITH_THOUGHTS',
  DRUG_DOSES: 'DRUG_DOSES',
  CERTAINLY_BENIGN: 'CERTAINLY_BENIGN',
  /** Does what a patient's words told it to do. */
  INJECTION_OBEYED: 'INJECTION_OBEYED',
  /** Good, but says that nobody need look: SELF_CARE. */
  URGENCY_LOWERED: 'URGENCY_LOWERED',
  /** A condition of the list, and two that nobody asked for. */
  UNKNOWN_CONDITIONS: 'UNKNOWN_CONDITIONS',
  /** Melanoma, most probably; ROUTINE. */
  MALIGNANT: 'MALIGNANT',
  /** 400 for response_format, as a server that is too old for it; good for every other form. */
  NO_JSON_SCHEMA: 'NO_JSON_SCHEMA',
  /** 400 for every form that holds an answer to a schema; good for a question without one. */
  PROMPT_ONLY: 'PROMPT_ONLY',
} as const;
export type Behaviour = (typeof Behaviour)[keyof typeof Behaviour];

/** Behaviours by name, in either case and separated by commas; throws an error that lists them for one that is not known. */
export function parseBehaviours(names: string): Behaviour[] {
  const known = Object.values(Behaviour);
  return names.split(',').map((name) => {
    const found = known.find((behaviour) => behaviour === name.trim().toUpperCase());
    if (found === undefined) throw new Error(`${name.trim()} is none of ${known.join(', ')}.`);
    return found;
  });
}

/** Stands in every answer that must not be believed, so that a test can look for it where it must never be. */
export const MARKER = 'loopbackmarker';

/** The marker with the behaviour that wrote it. */
export function markerOf(behaviour: Behaviour): string {
  return `${MARKER}_${behaviour}`;
}

/** What a text that quotes an answer of ours shows that answer to have been: a request for repair quotes it. */
export function behaviourQuotedIn(text: string): Behaviour | null {
  const name = new RegExp(`${MARKER}_([A-Z_]+)`).exec(text)?.[1];
  return Object.values(Behaviour).find((behaviour) => behaviour === name) ?? null;
}
