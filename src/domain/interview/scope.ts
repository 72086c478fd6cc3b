import { type TriageCase } from '../case/triage-case';
import { codesWith, truthOf, Truth, type Findings } from '../findings/findings';
import { findPredicate } from '../findings/predicates';
import { PromptCode } from '../prompt-codes';
import { choicesOf, meaningOfChoice } from './choices';

/** Emergencies that no question about the skin may hold up. */
const EMERGENCIES_BEYOND_SKIN = [
  'chest_pain',
  'stroke_signs',
  'convulsion',
  'severe_breathlessness',
  'unresponsive',
  'heavy_bleeding',
] as const;

const SKIN_GROUPS: ReadonlySet<string> = new Set([
  'Skin',
  'Mouth and eyes',
  'Injury',
  'A single lesion',
  'Neglected tropical diseases of the skin',
]);

/** Said of a tooth, a knee or a stomach as well: alone they do not make a complaint one about the skin. */
const SAID_OF_ANYTHING: ReadonlySet<string> = new Set([
  'lesion_pain',
  'painful_skin',
  'pain_out_of_proportion',
  'bleeding',
  'oozing_or_bleeding',
  'size_change',
  'growing_gt_1month',
  'spreading_fast',
  'burning_sensation',
  'sensation_change',
  'inflammation',
  'vision_change',
]);

/** The complaints that can be pressed and are about the skin. */
const PRESSED_SKIN_COMPLAINTS: ReadonlySet<string> = new Set(
  choicesOf('COMPLAINTS')
    .filter((code) => code !== 'COMPLAINT_NOT_SKIN')
    .flatMap((code) => meaningOfChoice(code).update?.chiefComplaint ?? []),
);

/** Whether there is an emergency that is no skin question: no interview, no picture, only where to go. */
export function isEmergencyBeyondSkin(findings: Findings): boolean {
  return EMERGENCIES_BEYOND_SKIN.some((code) => truthOf(findings, code) === Truth.PRESENT);
}

/** Whether anything that was said, pressed or recorded is about the skin, the mouth or the eyes. */
export function isAboutSkin(findings: Findings): boolean {
  if (findings.textures.length > 0) return true;
  if (PRESSED_SKIN_COMPLAINTS.has(findings.chiefComplaint ?? '')) return true;
  return codesWith(findings, Truth.PRESENT).some(
    (code) => SKIN_GROUPS.has(findPredicate(code)?.group ?? '') && !SAID_OF_ANYTHING.has(code),
  );
}

/**
 * Whether the case is about something else than the skin: the patient said so, or a partner's case shows nothing of it: no
 * finding, no picture, and a complaint of another kind or of no place at all. A human sees it all the same.
 */
export function isOutOfScope(
  { dialogue, findings, images }: Pick<TriageCase, 'dialogue' | 'findings' | 'images'>,
  namesOtherComplaint: boolean,
): boolean {
  if (isAboutSkin(findings)) return false;
  if (dialogue !== null) return dialogue.askedPrompts.includes(PromptCode.OUT_OF_SCOPE);
  return images.length === 0 && (namesOtherComplaint || findings.bodySites.length === 0);
}
