import { type AssessmentContent } from '../case/assessment';
import { type Dialogue, type TriageCase } from '../case/triage-case';
import { codesWith, type Findings, Truth } from '../findings/findings';
import { findPredicate, meaningOf } from '../findings/predicates';
import { PromptCode } from '../prompt-codes';
import { Urgency } from '../urgency';
import { ConsentKind, type FitzpatrickSkinType, type SexAtBirth, type SpeakerRelation } from '../vocabulary';
import { describeSkinTones } from './skin-tones';

export interface SoapInput {
  readonly patient: {
    readonly ageYears: number | null;
    readonly ageDays: number | null;
    readonly sexAtBirth: SexAtBirth | null;
    readonly fitzpatrickSkinType: FitzpatrickSkinType | null;
  };
  readonly speaker: SpeakerRelation;
  readonly language: string;
  readonly consents: TriageCase['consents'];
  readonly dialogue: Pick<Dialogue, 'askedPrompts'> | null;
  readonly findings: Findings;
  /** Pictures that may be looked at, and how many were refused by the quality gate. */
  readonly usableImages: number;
  readonly unusableImages: number;
  readonly assessment: AssessmentContent;
  readonly travelDirections: string;
}

interface SoapText {
  readonly subjective: string;
  readonly objective: string;
  readonly assessment: string;
  readonly plan: string;
}

/** What is to happen, and within what time, by urgency. */
const PLANS: Readonly<Record<Urgency, string>> = {
  EMERGENCY: 'EMERGENCY: to an emergency department now, by ambulance where there is one.',
  URGENT: 'URGENT: to be seen by a clinician in person within 24 hours.',
  SOON: 'SOON: to be seen by a specialist within 2 weeks.',
  ROUTINE: 'ROUTINE: to be seen in primary care or by teledermatology when convenient.',
  SELF_CARE: 'SELF-CARE: general skin care; no appointment is needed unless it changes.',
};
/** What the patient was told to expect. */
const EXPECTATIONS: Readonly<Record<Urgency, string>> = {
  EMERGENCY: 'The patient was told to go at once, with somebody, and to expect to be seen on arrival.',
  URGENT: 'The patient was told to expect an examination and further questions.',
  SOON: 'The patient was told to expect a close examination and perhaps a biopsy.',
  ROUTINE: 'The patient was told to expect an examination and further questions.',
  SELF_CARE: 'The patient was told to expect slow improvement and to look at the skin every few days.',
};
const SAFETY_NET =
  'To return at once with fever, fast spread, strong pain, blisters, peeling skin, sores in the mouth or eyes, trouble breathing or swelling of the face.';
const FOR_THE_CLINICIAN = 'A clinician reviews this note and decides; no treatment has been advised.';
const MAX_CANDIDATES = 5;

/** The note for the clinician, in English, from findings and assessment alone. No part is ever empty. */
export function composeSoapNote(input: SoapInput): SoapText {
  return {
    subjective: subjective(input),
    objective: objective(input),
    assessment: assessed(input.assessment),
    plan: plan(input),
  };
}

function subjective(input: SoapInput): string {
  const { patient, speaker, language, findings } = input;
  const site = findings.bodySites.map(plainly).join(', ');
  return sentences([
    `${who(patient)}. History given by ${plainly(speaker)} in "${language}".`,
    findings.chiefComplaint === null
      ? 'No complaint was stated.'
      : `Complaint: ${findings.chiefComplaint.replace(/[.\s]+$/, '')}.`,
    site === '' ? 'Body site not stated.' : `Site: ${site}.`,
    findings.duration === null ? 'Duration not stated.' : `Duration: ${plainly(findings.duration)}.`,
    findings.progression === null ? 'Course not stated.' : `Course: ${plainly(findings.progression)}.`,
    `Present: ${signs(findings, Truth.PRESENT)}.`,
    `Denied: ${signs(findings, Truth.ABSENT)}.`,
    ...declined(input),
  ]);
}

/** What was refused after its risk was spoken. It lowered nothing. */
function declined({ consents, dialogue }: SoapInput): readonly string[] {
  const answer = consents.findLast(({ kind }) => kind === ConsentKind.IMAGE_CAPTURE);
  const staysAway = dialogue?.askedPrompts.includes(PromptCode.REFERRAL_DECLINED) ?? false;
  return [
    ...(answer?.granted === false ? ['Pictures were declined.'] : []),
    ...(staysAway ? ['Going to hospital at once was declined after the danger was spoken.'] : []),
  ];
}

function objective({ findings, usableImages, unusableImages, patient }: SoapInput): string {
  const textures = findings.textures.map(plainly).join(', ');
  const numbers = Object.entries(findings.numbers).map(([code, { value, because }]) => {
    const unit = findPredicate(code)?.unit;
    // Where it came from, since a pressed age stands for a whole band of ages.
    return `${meaningOf(code)} ${value}${unit === undefined || unit === null ? '' : ` ${unit}`} (${because})`;
  });
  return sentences([
    'Not examined in person.',
    usableImages === 0 ? 'No usable picture.' : `${usableImages} usable picture(s) attached.`,
    unusableImages > 0 && `${unusableImages} picture(s) were not good enough.`,
    textures !== '' && `Texture as reported: ${textures}.`,
    numbers.length > 0 && `Measurements as reported: ${numbers.join('; ')}.`,
    patient.fitzpatrickSkinType === null
      ? 'Skin type not recorded.'
      : `Fitzpatrick skin type ${patient.fitzpatrickSkinType.slice('FST'.length)}.`,
  ]);
}

function assessed(content: AssessmentContent): string {
  const { differential, redFlags, urgency, confidence, evidence, limitations } = content;
  const candidates = differential.slice(0, MAX_CANDIDATES).map(({ name, icd10, probability }) => {
    const codes = icd10.length === 0 ? '' : ` (${icd10.join(', ')})`;
    return `${name}${codes} ${Math.round(probability * 100)} %`;
  });
  const flags = redFlags.map((flag) => `${flag.code} ${flag.title} (because: ${flag.because})`);
  return sentences([
    `Triage urgency: ${urgency}, confidence ${confidence.toFixed(2)}.`,
    flags.length === 0 ? 'No red-flag rule fired.' : `Red flags: ${flags.join('; ')}.`,
    candidates.length === 0
      ? 'No condition could be suggested.'
      : `Possibilities for a clinician, not a diagnosis: ${candidates.join('; ')}.`,
    evidence !== null && describeSkinTones(evidence.skinTones),
    limitations.length > 0 && `Limits: ${limitations.map(plainly).join(', ')}.`,
  ]);
}

function plan({ assessment, travelDirections }: SoapInput): string {
  const travel = travelDirections.trim();
  return sentences([
    PLANS[assessment.urgency],
    EXPECTATIONS[assessment.urgency],
    assessment.urgency !== Urgency.SELF_CARE &&
      (travel === '' ? 'Travel directions are not recorded for this facility.' : `Way there: ${travel}`),
    SAFETY_NET,
    FOR_THE_CLINICIAN,
  ]);
}

function who({ ageYears, ageDays, sexAtBirth }: SoapInput['patient']): string {
  const age =
    ageDays !== null
      ? `${ageDays} days old`
      : ageYears !== null
        ? `${ageYears} years old`
        : 'age not recorded';
  return `Patient, ${age}, ${sexAtBirth === null ? 'sex not recorded' : plainly(sexAtBirth)}`;
}

function signs(findings: Findings, truth: typeof Truth.PRESENT | typeof Truth.ABSENT): string {
  const meanings = codesWith(findings, truth).map(meaningOf);
  return meanings.length === 0 ? 'nothing stated' : meanings.join(', ');
}

function plainly(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

function sentences(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== '').join(' ');
}
