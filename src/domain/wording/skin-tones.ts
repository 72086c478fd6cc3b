import { type SkinToneSupport } from '../case/evidence-summary';

/** For the clinician, in English: how far the similar cases show skin like the patient's. Empty if there are none. */
export function describeSkinTones({ patient, cases, adjacent, distant, unknown }: SkinToneSupport): string {
  if (cases === 0) return '';
  if (patient === null)
    return `The patient's skin type is not recorded: whether the similar cases (${cases}) show skin like it is not known.`;
  const other = adjacent + distant;
  const far = distant > 0 ? `, ${distant} of them two steps away or more` : '';
  const notKnown = unknown > 0 ? ` The skin type of ${unknown} is not known.` : '';
  return `${other} of ${cases} similar cases show another skin type than the patient's${far}.${notKnown}`;
}
