import { type Findings, Truth, truthOf } from '../findings/findings';
import { INTIMATE_SITES, needsPrivateHelp, PRIVATE_SIGNS } from '../findings/private-matters';
import { CHOICE_CODES, type ChoiceCode, meaningOfChoice } from '../interview/choices';

const MAX_RETOLD = 8;

/**
 * What was heard, as the choices that say it: their labels exist in every language, so that patients can be told back
 * in their own what a clinician will read. At most eight, in the order of the questions; nothing that is private.
 */
export function retell(findings: Findings): readonly ChoiceCode[] {
  if (needsPrivateHelp(findings)) return [];
  return CHOICE_CODES.filter((code) => says(code, findings)).slice(0, MAX_RETOLD);
}

function says(code: ChoiceCode, findings: Findings): boolean {
  const { present = [], update } = meaningOfChoice(code);
  if (present.some((sign) => PRIVATE_SIGNS.has(sign))) return false;
  if (present.length > 0) return present.every((sign) => truthOf(findings, sign) === Truth.PRESENT);
  const [site] = update?.bodySites ?? [];
  if (site !== undefined) return findings.bodySites.includes(site) && !INTIMATE_SITES.has(site);
  return (
    (update?.duration !== undefined && update.duration === findings.duration) ||
    (update?.progression !== undefined && update.progression === findings.progression)
  );
}
