import { truthOf, Truth, type Findings } from '../findings/findings';
import { choicesOf, meaningOfChoice, type ChoiceCode } from './choices';

/**
 * The dangers that the patient said no to, as the answers that name them: read back once. Of danger signs of the skin and
 * the body alone; nothing private is among them.
 */
export function deniedDangers(findings: Findings): readonly ChoiceCode[] {
  return choicesOf('READ_BACK').filter((choice) => {
    const signs = meaningOfChoice(choice).present ?? [];
    return signs.length > 0 && signs.every((code) => truthOf(findings, code) === Truth.ABSENT);
  });
}

/**
 * The findings after a no, or no clear answer, to "you said no to these, is that right?": what was read back is unknown
 * again. An absence alone can be taken back in this way; a sign that is present stays.
 */
export function withoutDenials(findings: Findings): Findings {
  const takenBack = new Set<string>(
    deniedDangers(findings).flatMap((choice) => meaningOfChoice(choice).present ?? []),
  );
  const kept = Object.entries(findings.signs).filter(([code]) => !takenBack.has(code));
  return { ...findings, signs: Object.fromEntries(kept) };
}
