import {
  type CommandContext,
  type DialogueRules,
  findPrompt,
  hear,
  openConversation,
  type Patient,
  type Prompt,
  promptOf,
  PromptCode,
  type SpeakerRelation,
  type TriageCase,
} from '../../src/domain';
import { accepted, contextAt, openedCase } from './cases';

/** A conversation at the kiosk, without a server: what is said, and what the house answers. */
export interface Talk {
  readonly triageCase: TriageCase;
  /** Every prompt so far, oldest first. */
  readonly prompts: readonly string[];
  readonly current: Prompt;
  readonly say: (text: string) => Talk;
  readonly press: (choice: string) => Talk;
  /** The last thing that the agent said, in its own words. */
  readonly lastWords: string;
}

interface Given {
  readonly patient?: Partial<Patient>;
  readonly speaker?: SpeakerRelation;
  readonly language?: string;
}

/** Opens a conversation; nobody has consented to anything yet. */
export function openTalk(rulesIn: (language: string) => DialogueRules, given: Given = {}): Talk {
  const context = contextAt();
  const blank = openedCase(context);
  const rules = rulesIn(given.language ?? blank.language);
  const { id, number, facilityId, callbackReference } = blank;
  const opening = {
    ...{ id, number, facilityId, callbackReference },
    language: given.language ?? blank.language,
    speaker: given.speaker ?? blank.speaker,
    patient: { ...blank.patient, ...given.patient },
  };
  const session = { id: 'session', languageKnown: true };
  return talkAbout(openConversation(opening, session, rules, context).triageCase, rules, context);
}

/** The same after consent to care and the complaint. */
export function complain(
  rulesIn: (language: string) => DialogueRules,
  complaint: string,
  given: Given = {},
): Talk {
  return openTalk(rulesIn, given).press('YES').say(complaint);
}

/** Answers every question by pressing what `choose` picks, until nothing is asked. */
export function pressOn(talk: Talk, choose: (prompt: Prompt) => string): Talk {
  let now = talk;
  for (let turn = 0; turn < 60; turn += 1) {
    if (now.current.choices.length === 0) return now;
    now = now.press(choose(now.current));
  }
  throw new Error(`never ends: ${now.prompts.join(' ')}`);
}

/** The distinct questions that were put, directions in an emergency apart. */
export function questionsIn({ prompts }: Talk): readonly string[] {
  const directions: readonly string[] = [PromptCode.EMERGENCY_NOW, PromptCode.REFERRAL_RISK];
  return [...new Set(prompts)].filter(
    (code) => !directions.includes(code) && (findPrompt(code)?.choices.length ?? 0) > 0,
  );
}

function talkAbout(triageCase: TriageCase, rules: DialogueRules, context: CommandContext): Talk {
  const after = (text: string, pressed: string | null): Talk => {
    const heard = { text, original: null, confidence: null, pressed };
    return talkAbout(accepted(hear(triageCase, heard, rules, context)).triageCase, rules, context);
  };
  const agent = triageCase.utterances.filter(({ promptCode }) => promptCode !== null);
  return {
    triageCase,
    prompts: agent.map(({ promptCode }) => promptCode ?? ''),
    current: promptOf((triageCase.dialogue?.currentPrompt ?? '') as PromptCode),
    lastWords: agent.at(-1)?.text ?? '',
    say: (text) => after(text, null),
    press: (choice) => after(choice, choice),
  };
}
