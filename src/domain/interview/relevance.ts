import { completedYears } from '../findings/ages';
import { truthOf, Truth, type Findings } from '../findings/findings';
import { findPredicate } from '../findings/predicates';
import { SpeakerRelation } from '../vocabulary';
import { meaningOfChoice } from './choices';
import { PromptCode, type Prompt } from './prompts';
import { isAboutSkin } from './scope';

/** What decides whether a question can concern this patient at all. */
export interface PatientSoFar {
  readonly findings: Findings;
  /** Who speaks; null while nobody said so. */
  readonly speaker: SpeakerRelation | null;
}

const CHILD_BELOW_YEARS = 6;

/** Complaints, as pressed, that a single spot, mole, lump, sore or patch can be. */
const LESION_COMPLAINTS: ReadonlySet<string> = new Set(
  (['COMPLAINT_SPOT', 'COMPLAINT_SORE', 'COMPLAINT_PATCH'] as const).flatMap(
    (code) => meaningOfChoice(code).update?.chiefComplaint ?? [],
  ),
);
const PATCH_COMPLAINT = meaningOfChoice('COMPLAINT_PATCH').update?.chiefComplaint;

/** Colours that may have been put on the skin. */
const COLOUR_SIGNS = [
  'pigmented',
  'colour_irregular',
  'dusky_or_black_skin',
  'purple_nodules_or_plaques',
  'purple_spots_gt2mm',
  'hutchinson_sign',
  'nail_band_gt3mm_or_wide_change',
] as const;

/** Whether the question can concern this patient; whether it was answered is another matter (see topics.ts). */
export function isRelevant({ code }: Pick<Prompt, 'code'>, patient: PatientSoFar): boolean {
  const { findings } = patient;
  switch (code) {
    case PromptCode.NOT_SKIN:
      return !isAboutSkin(findings);
    case PromptCode.WHO:
      return patient.speaker === null;
    case PromptCode.AGE:
      return completedYears(findings) === null;
    case PromptCode.AGE_OF_BABY:
      return completedYears(findings) === 0 && findings.numbers['age_days'] === undefined;
    case PromptCode.DANGER_BABY:
    case PromptCode.DANGER_BABY_WHICH:
      return mayBeYoungerThan(1, patient);
    case PromptCode.DANGER_CHILD:
    case PromptCode.DANGER_CHILD_WHICH:
      return mayBeYoungerThan(CHILD_BELOW_YEARS, patient);
    case PromptCode.LESION:
      return isLesion(findings);
    case PromptCode.PAINT:
      return mayBeColoured(findings);
    case PromptCode.TATTOO:
      return mayBeColoured(findings) && truthOf(findings, 'paint_or_dye') !== Truth.PRESENT;
    default:
      return true;
  }
}

/** Whether the colour was said in words, so that asking where it comes from may explain it. */
function mayBeColoured(findings: Findings): boolean {
  if (findings.chiefComplaint !== null && findings.chiefComplaint === PATCH_COMPLAINT) return true;
  return COLOUR_SIGNS.some((code) => truthOf(findings, code) === Truth.PRESENT);
}

/** Of unknown age anybody may be a child, except who speaks for themselves. */
function mayBeYoungerThan(years: number, { findings, speaker }: PatientSoFar): boolean {
  const age = completedYears(findings);
  return age === null ? speaker !== SpeakerRelation.SELF : age < years;
}

function isLesion(findings: Findings): boolean {
  if (LESION_COMPLAINTS.has(findings.chiefComplaint ?? '')) return true;
  return Object.keys(findings.signs).some(
    (code) => truthOf(findings, code) === Truth.PRESENT && findPredicate(code)?.group === 'A single lesion',
  );
}
