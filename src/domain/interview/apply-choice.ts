import { Truth, type FindingsUpdate, type SignFinding } from '../findings/findings';
import { iconOf, isChoiceCode, meaningOfChoice, type ChoiceCode } from './choices';
import { becausePressed } from '../findings/pressed-answer';
import { findPrompt, type Prompt } from './prompts';

/**
 * What pressing a choice adds to the findings; null where the prompt does not offer it. A no or "none of these" makes
 * exactly those signs absent that the question named; "not sure" leaves everything unknown, except after "which of them?":
 * somebody who said yes and cannot say to what has a danger that nobody can name.
 */
export function applyChoice(promptCode: string, choiceCode: string): FindingsUpdate | null {
  const prompt = findPrompt(promptCode);
  if (prompt === null || !isChoiceCode(choiceCode) || !prompt.choices.includes(choiceCode)) return null;
  const meaning = meaningOfChoice(choiceCode);
  const because = becausePressed(choiceCode, prompt.code);
  const signs: Record<string, SignFinding> = {};
  for (const code of [...deniedBy(prompt, choiceCode), ...(meaning.absent ?? [])])
    signs[code] = { truth: Truth.ABSENT, because };
  for (const code of [...affirmedBy(prompt, choiceCode), ...(meaning.present ?? [])])
    signs[code] = { truth: Truth.PRESENT, because };
  const numbers = Object.entries(meaning.numbers ?? {}).map(
    ([code, value]) => [code, { value, because }] as const,
  );
  return { ...meaning.update, signs, numbers: Object.fromEntries(numbers) };
}

/** The danger that nobody can name, after a yes to several; empty for prompts that follow no such yes. */
export function unspecifiedDanger(prompt: Prompt): FindingsUpdate {
  if (prompt.unspecified === null) return {};
  const because = `yes, without saying which, to ${prompt.code}`;
  return { signs: { [prompt.unspecified]: { truth: Truth.PRESENT, because } } };
}

/** The choices of a prompt with the name of each one's picture. */
export function choicesWithIcons(
  prompt: Prompt,
): readonly { readonly code: ChoiceCode; readonly icon: string }[] {
  return prompt.choices.map((code) => ({ code, icon: iconOf(code) }));
}

function deniedBy(prompt: Prompt, choice: ChoiceCode): readonly string[] {
  return choice === 'NO' || choice === 'NONE' ? prompt.denies : [];
}

function affirmedBy(prompt: Prompt, choice: ChoiceCode): readonly string[] {
  if (choice === 'YES') return prompt.affirms;
  return choice === 'NOT_SURE' && prompt.unspecified !== null ? [prompt.unspecified] : [];
}
