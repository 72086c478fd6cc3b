import { type Patient, type TriageCase } from '../case/triage-case';
import { codesWith, truthOf, Truth, type Findings } from '../findings/findings';
import { findPredicate } from '../findings/predicates';
import { PromptCode } from '../prompt-codes';
import { BodySite, SexAtBirth } from '../vocabulary';
import { choicesOf, meaningOfChoice } from './choices';

/** What takes a private path to a person, in neutral words, and is repeated to nobody. */
const HARM_SIGNS = ['self_harm_intent', 'violence'] as const;

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

const ADULT_FROM_YEARS = 18;

/** Whether somebody told of violence or of harming themselves. */
export function needsPrivateHelp(findings: Findings): boolean {
  return HARM_SIGNS.some((code) => truthOf(findings, code) === Truth.PRESENT);
}

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

/**
 * Whether a picture of the place would be an intimate one of a minor: none is asked for, taken or kept. Private parts and
 * buttocks of everybody under 18, and of everybody whose age nobody knows; the chest of girls.
 */
export function isIntimateOfMinor(
  findings: Pick<Findings, 'bodySites' | 'numbers'>,
  patient: Pick<Patient, 'sexAtBirth'>,
): boolean {
  const years = completedYears(findings);
  if (years !== null && years >= ADULT_FROM_YEARS) return false;
  const shows = (site: BodySite): boolean => findings.bodySites.includes(site);
  if (shows(BodySite.GENITALIA_OR_GROIN) || shows(BodySite.BUTTOCKS)) return true;
  return years !== null && patient.sexAtBirth === SexAtBirth.FEMALE && shows(BodySite.TORSO_FRONT);
}

/** Completed years; null where nobody said. */
export function completedYears({ numbers }: Pick<Findings, 'numbers'>): number | null {
  const years = numbers['age_years']?.value;
  if (years !== undefined) return years;
  const days = numbers['age_days']?.value;
  return days === undefined ? null : Math.floor(days / 365.25);
}
