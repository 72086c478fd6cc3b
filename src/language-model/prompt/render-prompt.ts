import { createHash } from 'node:crypto';
import { type ModelQuestion } from '../wire';
import { asJson } from './data-text';
import { type Prompt } from './load-prompt';
import { type PromptFacts, type SaidFacts } from './prompt-facts';
import { dataOf, type Detail, DETAILS, LEAST_DETAIL, saidData, type SaidData } from './question-data';
import { fillTemplate } from './template';

/** What the user's turn takes at most, in UTF-16 units: some 6,000 tokens of English, 12,000 of Tamil. */
export const MAX_USER_CHARS = 24_000;
/** So much is kept free for what was said, if there is a way. */
const ROOM_FOR_WORDS = 6000;
/** More utterances than a conversation has; the oldest of more are left out. */
const MAX_UTTERANCES = 200;
const INDENT = 1;
const FENCE_CHARS = 16;

/**
 * The question about a case, but for its picture. Deterministic: the same facts, the same question. What the facts hold
 * stands as JSON between two lines that bear a digest of it, so that no text can tell what the closing line would be, nor
 * begin a line of its own.
 */
export function renderPrompt(prompt: Prompt, facts: PromptFacts): Omit<ModelQuestion, 'pictureJpeg'> {
  const { system, answerSchema, maxOutputTokens } = prompt;
  return { system, answerSchema, maxOutputTokens, user: userTurn(prompt.user, facts) };
}

function userTurn(template: string, facts: PromptFacts): string {
  const filled = (detail: Detail, said: SaidData): string => {
    const data = asJson(dataOf(facts, detail, said), INDENT);
    return fillTemplate(template, {
      conditions: asJson({ conditions: facts.conditions }),
      fence: fenceOf(data),
      data,
      hasPicture: facts.hasPicture,
    });
  };
  const roomWith = (detail: Detail): number =>
    MAX_USER_CHARS - filled(detail, { earlierUtterancesLeftOut: facts.said.length, utterances: [] }).length;
  const detail = DETAILS.find((one) => roomWith(one) >= ROOM_FOR_WORDS) ?? LEAST_DETAIL;
  return filled(detail, latestOf(facts.said, roomWith(detail)));
}

/** The utterances for which there is room, from the last one back. */
function latestOf(said: readonly SaidFacts[], room: number): SaidData {
  const utterances: SaidFacts[] = [];
  let taken = 0;
  for (const utterance of said.slice(-MAX_UTTERANCES).reverse()) {
    const data = saidData(utterance);
    taken += lengthInData(data);
    if (taken > room) break;
    utterances.unshift(data);
  }
  return { earlierUtterancesLeftOut: said.length - utterances.length, utterances };
}

/** How much longer the data become by one utterance, as deep in them as utterances stand. */
function lengthInData(utterance: SaidFacts): number {
  return asJson({ said: { utterances: [utterance] } }, INDENT).length;
}

/** Of the data themselves: a text within them cannot hold the digest of what it is part of. */
function fenceOf(data: string): string {
  return createHash('sha256').update(data).digest('hex').slice(0, FENCE_CHARS);
}
