import { type CandidateCondition } from '../case/assessment';
import { type Findings, Truth, truthOf } from '../findings/findings';
import { meaningOf } from '../findings/predicates';

/** What kind of answer a code is: of the vocabulary of findings, or a member of the type that names it. */
export const AnswerKind = {
  SIGN: 'SIGN',
  SITE: 'SITE',
  TEXTURE: 'TEXTURE',
  DURATION: 'DURATION',
  PROGRESSION: 'PROGRESSION',
} as const;
export type AnswerKind = (typeof AnswerKind)[keyof typeof AnswerKind];

/** An answer, by the codes that say it; the first gives it its name. */
export interface PatientAnswer {
  readonly kind: AnswerKind;
  readonly codes: readonly [string, ...string[]];
}

/** An answer that is clearly more, or clearly less, common with one condition than with all of the same set. */
export interface ProfiledAnswer extends PatientAnswer {
  /** Of the condition's labelled cases whose patients answered the question, how many said so; 0 to 1. */
  readonly share: number;
  /** The same of all labelled cases of the set. */
  readonly shareOfAll: number;
}

/** What people with one condition answer, in one labelled set. */
export interface ConditionProfile {
  /** As the condition table spells it. */
  readonly name: string;
  readonly dataset: string;
  /** Labelled cases; one that dermatologists split between conditions counts in parts. */
  readonly cases: number;
  readonly answers: readonly ProfiledAnswer[];
}

/** configs/data/condition-profiles.json, fitted by `npm run profile:fit`. */
export interface ConditionProfiles {
  readonly version: string;
  readonly conditions: readonly ConditionProfile[];
}

/** An answer so many times as likely with the condition speaks for it; half as likely, against it. */
const SUPPORTS_FROM = 1.5;
const CONTRADICTS_TO = 0.5;
const MOST_ARGUMENTS = 3;
/** Nobody of a few dozen cases is not nobody at all: no answer is held rarer (or surer) than this. */
const LEAST_SHARE = 0.005;

/** What an answer makes of a condition, as arguments for a clinician. */
interface Arguments {
  readonly supportedBy: readonly string[];
  readonly contradictedBy: readonly string[];
}

/**
 * The differential with what the patient's answers say for and against each condition, behind what was there. Nothing
 * else changes, least of all a probability: these are counts that a clinician may weigh. Against a condition that is
 * malignant or premalignant no answer is held: the few dozen cancers of a set, all of them biopsied, must reassure nobody.
 */
export function arguedFromFindings(
  differential: readonly CandidateCondition[],
  findings: Findings,
  profiles: ConditionProfiles,
): CandidateCondition[] {
  return differential.map((candidate) => {
    const { supportedBy, contradictedBy } = argueFromFindings(candidate.name, findings, profiles);
    return {
      ...candidate,
      supportedBy: [...candidate.supportedBy, ...supportedBy],
      contradictedBy: candidate.malignantOrPremalignant
        ? candidate.contradictedBy
        : [...candidate.contradictedBy, ...contradictedBy],
    };
  });
}

/**
 * What the patient's answers say for and against one condition, at most three each, the most telling first. Silence says
 * nothing, and neither does what the set knows nothing clear of. Total: a condition without a profile has no arguments.
 */
export function argueFromFindings(
  name: string,
  findings: Findings,
  { conditions }: ConditionProfiles,
): Arguments {
  const profile = conditions.find((known) => known.name === name);
  if (profile === undefined) return { supportedBy: [], contradictedBy: [] };
  const weighed = profile.answers
    .map((answer) => ({ answer, truth: answerTruth(answer, findings) }))
    .map(({ answer, truth }) => ({ words: inWords(profile, answer, truth), ratio: ratioOf(answer, truth) }))
    .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  const wordsWhere = (holds: (ratio: number) => boolean): string[] =>
    weighed
      .filter(({ ratio }) => holds(ratio))
      .slice(0, MOST_ARGUMENTS)
      .map(({ words }) => words);
  return { supportedBy: wordsWhere(supports), contradictedBy: wordsWhere(contradicts) };
}

/** Whether a yes to it, or a no where a no can be said, would be an argument at all. */
export function isTelling(answer: ProfiledAnswer): boolean {
  const truths = answer.kind === AnswerKind.SIGN ? [Truth.PRESENT, Truth.ABSENT] : [Truth.PRESENT];
  return truths.map((truth) => ratioOf(answer, truth)).some((ratio) => supports(ratio) || contradicts(ratio));
}

/** Signs can be denied. A place or a course that was not named is not denied by it. */
export function answerTruth({ kind, codes }: PatientAnswer, findings: Findings): Truth {
  const isNamed = (named: readonly (string | null)[]): Truth =>
    codes.some((code) => named.includes(code)) ? Truth.PRESENT : Truth.UNKNOWN;
  switch (kind) {
    case AnswerKind.SIGN: {
      const truths = codes.map((code) => truthOf(findings, code));
      if (truths.includes(Truth.PRESENT)) return Truth.PRESENT;
      return truths.includes(Truth.ABSENT) ? Truth.ABSENT : Truth.UNKNOWN;
    }
    case AnswerKind.SITE:
      return isNamed(findings.bodySites);
    case AnswerKind.TEXTURE:
      return isNamed(findings.textures);
    case AnswerKind.DURATION:
      return isNamed([findings.duration]);
    case AnswerKind.PROGRESSION:
      return isNamed([findings.progression]);
  }
}

function supports(ratio: number): boolean {
  return ratio >= SUPPORTS_FROM;
}

function contradicts(ratio: number): boolean {
  return ratio <= CONTRADICTS_TO;
}

/** How many times as likely the answer is with the condition as with all of the set; 1 says nothing. */
function ratioOf({ share, shareOfAll }: ProfiledAnswer, truth: Truth): number {
  const [among, ofAll] = [share, shareOfAll].map((one) =>
    Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, one)),
  ) as [number, number];
  if (truth === Truth.UNKNOWN) return 1;
  return truth === Truth.PRESENT ? among / ofAll : (1 - among) / (1 - ofAll);
}

function inWords({ dataset, cases }: ConditionProfile, answer: ProfiledAnswer, truth: Truth): string {
  const named = nameOf(answer);
  const among = `in ${percent(answer.share)} of its ${cases} labelled cases, in ${percent(answer.shareOfAll)} of all (${dataset})`;
  return truth === Truth.ABSENT ? `no ${named}: it is ${among}` : `${named}: ${among}`;
}

/** For a clinician, in English. */
function nameOf({ kind, codes: [code] }: PatientAnswer): string {
  const plainly = code.toLowerCase().replaceAll('_', ' ');
  switch (kind) {
    case AnswerKind.SIGN:
      return meaningOf(code);
    case AnswerKind.SITE:
      return `site ${plainly}`;
    case AnswerKind.TEXTURE:
      return plainly;
    case AnswerKind.DURATION:
      return `duration ${plainly}`;
    case AnswerKind.PROGRESSION:
      return `course ${plainly}`;
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
