import { mergeFindings, NO_FINDINGS, type FindingsUpdate } from '../findings/findings';
import { applyChoice } from '../interview/apply-choice';
import { type ChoiceCode } from '../interview/choices';
import { PromptCode, type Prompt } from '../interview/prompts';
import { parseYesNo, YesNo } from '../language/answers';
import { type CompiledLanguage } from '../language/compile-language';
import { extractFindings, isEmptyUpdate } from '../language/extraction';
import { type Hearing } from '../language/read-text';

/** What it takes to understand one language. */
export interface SpokenLanguage {
  readonly compiled: CompiledLanguage;
}

export interface HeardAnswer {
  readonly update: FindingsUpdate;
  /** The prompt's choice that the words amount to; null where they amount to none. */
  readonly choice: ChoiceCode | null;
  /** False: nothing in the words answers anything; the question is to be put again. */
  readonly understood: boolean;
}

/**
 * What typed or transcribed words say in answer to a prompt. Whatever they mention counts, asked or not. They are a
 * no to the whole question only if they name no sign of their own: "no fever" denies the fever and nothing else.
 * Consent is an explicit yes: somebody who answers "not sure" has not given it.
 * @param text with personal data already taken out.
 */
export function hearAnswer(
  prompt: Prompt,
  text: string,
  { compiled }: SpokenLanguage,
  hearing: Omit<Hearing, 'prompt'>,
): HeardAnswer {
  const said = extractFindings(text, compiled, { ...hearing, prompt: prompt.code });
  const choice = choiceOf(prompt, parseYesNo(text, compiled), said);
  const chosen = choice === null ? null : applyChoice(prompt.code, choice);
  const isComplaint = prompt.code === PromptCode.CHIEF_COMPLAINT && text.trim() !== '';
  const update: FindingsUpdate = {
    ...(chosen === null ? said : mergeUpdates(said, chosen)),
    ...(isComplaint && { chiefComplaint: text.trim() }),
  };
  return { update, choice, understood: choice !== null || isComplaint || !isEmptyUpdate(said) };
}

function choiceOf(prompt: Prompt, answer: YesNo | null, said: FindingsUpdate): ChoiceCode | null {
  if (answer === null) return null;
  if (prompt.consent !== null) return answer === YesNo.YES ? 'YES' : 'NO';
  const namesSigns = said.signs !== undefined;
  if (answer === YesNo.NO && namesSigns) return null;
  const code: ChoiceCode = answer === YesNo.NO && prompt.choices.includes('NONE') ? 'NONE' : answer;
  return prompt.choices.includes(code) ? code : null;
}

/** What was said first: a sign that the words call present stays so. */
function mergeUpdates(said: FindingsUpdate, chosen: FindingsUpdate): FindingsUpdate {
  return mergeFindings(mergeFindings(NO_FINDINGS, said), chosen);
}
