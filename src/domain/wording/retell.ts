import { type Findings, Truth, truthOf } from '../findings/findings';
import { CHOICE_CODES, type ChoiceCode, meaningOfChoice } from '../interview/choices';
import { BodySite } from '../vocabulary';

/**
 * What a patient may have said that is not said back where others can hear: it is for the clinician to read. Such a
 * sign is never named in a prompt, in the read-back or in the explanation.
 */
export const PRIVATE_SIGNS: ReadonlySet<string> = new Set([
  'self_harm_intent',
  'violence',
  'unexplained_injury',
  'hiv_positive',
  'pregnant',
]);
/** Whoever comes with one of these gets a person, not a summary. */
const PRIVATE_HELP_SIGNS = ['self_harm_intent', 'violence'] as const;
const PRIVATE_SITES: ReadonlySet<BodySite> = new Set([BodySite.GENITALIA_OR_GROIN, BodySite.BUTTOCKS]);
const MAX_RETOLD = 8;

/**
 * What was heard, as the choices that say it: their labels exist in every language, so that patients can be told back
 * in their own what a clinician will read. At most eight, in the order of the questions; nothing that is private.
 */
export function retell(findings: Findings): readonly ChoiceCode[] {
  if (PRIVATE_HELP_SIGNS.some((code) => truthOf(findings, code) === Truth.PRESENT)) return [];
  return CHOICE_CODES.filter((code) => says(code, findings)).slice(0, MAX_RETOLD);
}

function says(code: ChoiceCode, findings: Findings): boolean {
  const { present = [], update } = meaningOfChoice(code);
  if (present.some((sign) => PRIVATE_SIGNS.has(sign))) return false;
  if (present.length > 0) return present.every((sign) => truthOf(findings, sign) === Truth.PRESENT);
  const [site] = update?.bodySites ?? [];
  if (site !== undefined) return findings.bodySites.includes(site) && !PRIVATE_SITES.has(site);
  return (
    (update?.duration !== undefined && update.duration === findings.duration) ||
    (update?.progression !== undefined && update.progression === findings.progression)
  );
}
