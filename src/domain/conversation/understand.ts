import { applyChoice } from '../interview/apply-choice';
import { isChoiceCode, type ChoiceCode } from '../interview/choices';
import { PromptCode, type Prompt } from '../interview/prompts';
import { peopleIn } from '../language/people';
import { type Hearing } from '../language/read-text';
import { tokenize } from '../language/tokens';
import { type SpeakerRelation } from '../vocabulary';
import { type DialogueRules } from './dialogue';
import { hearAnswer, type HeardAnswer } from './hear-answer';
import { relationOf, relationToldBy } from './who-speaks';

/** What somebody said in words, or pressed. */
export interface Uttered {
  /** After personal data was taken out; for a pressed answer its label. */
  readonly text: string;
  /** Code of the answer that was pressed; null for words. */
  readonly pressed: string | null;
}

/** What an utterance says in answer to a prompt. */
export interface Understood extends HeardAnswer {
  /** Who speaks, where the utterance tells; null where it does not. */
  readonly speaker: SpeakerRelation | null;
}

/** What an utterance says in answer to a prompt; null for a pressed answer that the prompt does not offer. */
export function understand(
  prompt: Prompt,
  { text, pressed }: Uttered,
  rules: Pick<DialogueRules, 'language' | 'labelOf'>,
  hearing: Omit<Hearing, 'prompt'>,
): Understood | null {
  const chosen = pressed ?? choiceSpokenIn(prompt, text, rules.labelOf);
  if (chosen !== null) return pressedAnswer(prompt, chosen);
  const heard = hearAnswer(prompt, text, rules.language, hearing);
  const isAsked = prompt.code === PromptCode.WHO;
  const mayTell = isAsked || (prompt.code === PromptCode.CHIEF_COMPLAINT && hearing.speaker === null);
  const speaker = mayTell ? relationToldBy(peopleIn(text, rules.language.compiled), isAsked) : null;
  return { ...heard, speaker, understood: heard.understood || speaker !== null };
}

function pressedAnswer(prompt: Prompt, code: string): Understood | null {
  const update = applyChoice(prompt.code, code);
  if (update === null || !isChoiceCode(code)) return null;
  return { update, choice: code, understood: true, speaker: relationOf(code) };
}

/** Whoever says an answer just as it is written on its button has pressed it. */
function choiceSpokenIn(prompt: Prompt, text: string, labelOf: DialogueRules['labelOf']): ChoiceCode | null {
  const said = wordsIn(text);
  return said === '' ? null : (prompt.choices.find((choice) => wordsIn(labelOf(choice)) === said) ?? null);
}

function wordsIn(phrase: string): string {
  return tokenize(phrase)
    .map(({ word }) => word)
    .join(' ');
}
