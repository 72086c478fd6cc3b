import { BodySite } from '../vocabulary';
import { type Findings, Truth, truthOf } from './findings';

/** Whoever tells of one of these gets a person, in neutral words, and no summary. */
const HARM_SIGNS: readonly string[] = ['self_harm_intent', 'violence'];

/**
 * What a patient may have said that is not said back where others can hear: it is for the clinician to read. Such a
 * sign is never named in a prompt, in the read-back or in the explanation.
 */
export const PRIVATE_SIGNS: ReadonlySet<string> = new Set([
  ...HARM_SIGNS,
  'unexplained_injury',
  'hiv_positive',
  'pregnant',
]);

/** Not named aloud, and not photographed in anybody who may be a minor. */
export const INTIMATE_SITES: ReadonlySet<BodySite> = new Set([
  BodySite.GENITALIA_OR_GROIN,
  BodySite.BUTTOCKS,
]);

/** Whether somebody told of violence or of harming themselves. */
export function needsPrivateHelp(findings: Findings): boolean {
  return HARM_SIGNS.some((code) => truthOf(findings, code) === Truth.PRESENT);
}

/** The same of the codes of the signs that are present. */
export function tellsOfHarm(present: readonly string[]): boolean {
  return HARM_SIGNS.some((code) => present.includes(code));
}
