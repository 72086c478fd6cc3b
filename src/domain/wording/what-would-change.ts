import { Limitation } from '../case/assessment';
import { type SkinToneSupport } from '../case/evidence-summary';
import { isIntimateOfMinor } from '../case/images';
import { type TriageCase } from '../case/triage-case';
import { speakerOf } from '../conversation/who-speaks';
import { completedYears } from '../findings/ages';
import { meaningOf } from '../findings/predicates';
import { raisingAnswers, type RaisingAnswers } from '../interview/raising-answers';
import { type RedFlagContext } from '../red-flags/known-facts';
import { type RuleSet } from '../red-flags/red-flag-rules';
import { isAtLeast, Urgency } from '../urgency';
import { Duration } from '../vocabulary';

/** An assessment, with what it was made of. */
export interface ChangeInput {
  readonly triageCase: Pick<TriageCase, 'findings' | 'patient' | 'speaker' | 'dialogue' | 'images'>;
  readonly ruleSet: RuleSet;
  /** What the rules were held against. */
  readonly context: RedFlagContext;
  /** What the case stands at with this assessment. */
  readonly urgency: Urgency | null;
  readonly limitations: readonly Limitation[];
  /** Malignant probability from which a case is at least SOON, 0 to 1. */
  readonly malignantThreshold: number;
  readonly skinTones: Pick<SkinToneSupport, 'cases' | 'distant'>;
}

const MOST_SENTENCES = 6;
const MOST_RULES = 3;
/** A malignant probability of at least this part of the threshold is near it. */
const NEAR_THRESHOLD = 0.5;
/** Steps in which a probability is told: cut, so that it never seems to reach what it does not. */
const TOLD_STEPS = 1000;

/**
 * What of answers or pictures would make the assessment another one: at most six sentences in English for the clinician,
 * what would make it most urgent first. Made of rule codes, meanings and figures alone: no word of the patient is in it,
 * and none of it is for the patient.
 */
export function whatWouldChange(input: ChangeInput): readonly string[] {
  return [
    ...answers(input),
    ...pictures(input),
    ...unknowns(input),
    ...suspicion(input),
    ...outages(input),
    ...otherSkin(input),
  ].slice(0, MOST_SENTENCES);
}

function answers({ triageCase, ruleSet, context, urgency }: ChangeInput): readonly string[] {
  const patient = { findings: triageCase.findings, speaker: speakerOf(triageCase) };
  return raisingAnswers(ruleSet, patient, context, urgency).slice(0, MOST_RULES).map(raising);
}

function raising({ ruleCode, urgency, ways }: RaisingAnswers): string {
  const quoted = ways.map((way) => way.map((code) => `“${meaningOf(code)}”`).join(' together with '));
  const named = [...quoted.slice(0, -2), quoted.slice(-2).join(' or ')].join(', ');
  return `A yes to ${named} would make it ${urgency} [${ruleCode}].`;
}

function pictures({ triageCase, limitations }: ChangeInput): readonly string[] {
  const isMissing = limitations.includes(Limitation.IMAGE_MISSING);
  if (!isMissing && !limitations.includes(Limitation.IMAGE_UNUSABLE)) return [];
  if (isIntimateOfMinor(triageCase.findings, triageCase.patient))
    return [
      'Looking at it: no picture is taken of this place at this age, and nothing was compared by picture.',
    ];
  return isMissing
    ? ['A picture: without one only answers were compared, and those alone count for less.']
    : ['A better picture: none of those that were sent could be compared.'];
}

function unknowns({ triageCase: { findings, patient } }: ChangeInput): readonly string[] {
  const isAgeKnown =
    completedYears(findings) !== null || patient.ageYears !== null || patient.ageDays !== null;
  const unknown = [
    ...(isAgeKnown ? [] : ['the age']),
    ...(findings.bodySites.length > 0 ? [] : ['where on the body it is']),
    ...(findings.duration !== null && findings.duration !== Duration.UNKNOWN
      ? []
      : ['how long it has been there']),
  ];
  if (unknown.length === 0) return [];
  const named =
    unknown.length === 1 ? unknown[0] : `${unknown.slice(0, -1).join(', ')} and ${unknown.at(-1)}`;
  return [`To know ${named}: similar cases were sought without it, and some rules wait for it.`];
}

function suspicion({ context, urgency, malignantThreshold }: ChangeInput): readonly string[] {
  const { malignantProbability } = context;
  if (malignantProbability === null || isAtLeast(urgency, Urgency.SOON)) return [];
  if (
    malignantProbability < malignantThreshold * NEAR_THRESHOLD ||
    malignantProbability >= malignantThreshold
  )
    return [];
  const told = Math.floor(malignantProbability * TOLD_STEPS) / TOLD_STEPS;
  return [
    `A little more suspicion of malignancy: it stands at ${told}, and from ${malignantThreshold} on it is SOON.`,
  ];
}

function outages({ limitations }: ChangeInput): readonly string[] {
  if (limitations.includes(Limitation.RETRIEVAL_UNAVAILABLE))
    return ['Assessing again when the reference cases can be asked: none was compared.'];
  return limitations.includes(Limitation.EMBEDDING_UNAVAILABLE)
    ? ['Assessing again when the embedding model answers: the picture was not compared.']
    : [];
}

/** Only where more than half show skin that is far from the patient's: one step is less than what observers differ by. */
function otherSkin({ skinTones: { cases, distant } }: ChangeInput): readonly string[] {
  if (distant * 2 <= cases) return [];
  return [
    `Similar cases with skin like the patient's: ${distant} of ${cases} show skin two types away or more, where the same condition may look different.`,
  ];
}
