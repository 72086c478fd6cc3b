import {
  ConsentKind,
  type DialogueRules,
  findPrompt,
  hear,
  openConversation,
  type Prompt,
  PromptCode,
  type RedFlag,
  SpeakerRelation,
  type TriageCase,
  type Urgency,
} from '../../../src/domain';
import { type House } from './house';

/** What somebody comes with, and how they answer what they are asked. */
export interface Visit {
  readonly language: string;
  readonly complaint: string;
  readonly ageYears: number | null;
  readonly endemic: readonly string[];
  /** The answer that is pressed to a prompt, by its code. */
  readonly answers: Readonly<Record<string, string>>;
  /** What is pressed to every other question. */
  readonly otherwise: Otherwise;
}

/** NO: danger signs and lists are denied. NOT_SURE: nothing more is learned than what was said. */
export const Otherwise = { NO: 'NO', NOT_SURE: 'NOT_SURE' } as const;
export type Otherwise = (typeof Otherwise)[keyof typeof Otherwise];

export interface Interviewed {
  /** Null: nothing was raised. */
  readonly urgency: Urgency | null;
  readonly fired: readonly RedFlag[];
  readonly prompts: readonly string[];
  /** As the conversation left it: what was said, found and agreed to. */
  readonly triageCase: TriageCase;
}

const MOST_TURNS = 60;

/** Holds the whole conversation through the domain, as `say` does, but for storing it. Throws where the domain throws. */
export async function interview(house: House, visit: Visit): Promise<Interviewed> {
  const rules = await house.rulesIn(visit.language, visit.endemic);
  const context = { now: house.now(), actor: 'SYSTEM', newId: house.newId };
  let triageCase = openCase(house, visit, rules);
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const prompt = findPrompt(triageCase.dialogue?.currentPrompt ?? '');
    if (prompt === null || prompt.choices.length === 0) break;
    const isComplaint = prompt.code === PromptCode.CHIEF_COMPLAINT;
    const pressed = isComplaint ? null : answerTo(prompt, visit);
    const text = pressed ?? visit.complaint;
    const heard = hear(triageCase, { text, original: null, confidence: null, pressed }, rules, context);
    if (!heard.ok) throw new Error(`${heard.error.code} at ${prompt.code}: ${heard.error.message}`);
    triageCase = heard.value.triageCase;
  }
  return {
    urgency: triageCase.urgency,
    fired: rules.judge(triageCase.findings).reasons,
    prompts: triageCase.utterances.flatMap(({ promptCode }) => promptCode ?? []),
    triageCase,
  };
}

function openCase(house: House, visit: Visit, rules: DialogueRules): TriageCase {
  const opening = {
    id: house.newId(),
    number: 'PAA-2026-000001',
    facilityId: house.newId(),
    language: visit.language,
    speaker: SpeakerRelation.SELF,
    callbackReference: null,
    patient: {
      id: house.newId(),
      externalId: null,
      ageYears: visit.ageYears,
      ageDays: null,
      sexAtBirth: null,
      fitzpatrickSkinType: null,
    },
  };
  const session = { id: house.newId(), languageKnown: true };
  const context = { now: house.now(), actor: 'SYSTEM', newId: house.newId };
  return openConversation(opening, session, rules, context).triageCase;
}

/** Care is agreed to, a picture is not; the complaint is about the skin; a read-back is confirmed. */
function answerTo(prompt: Prompt, { answers, otherwise }: Visit): string {
  const told = answers[prompt.code];
  if (told !== undefined) return told;
  const offered: readonly string[] = prompt.choices;
  const wanted =
    prompt.consent === ConsentKind.IMAGE_CAPTURE
      ? ['NO']
      : prompt.consent !== null || AGREED.has(prompt.code)
        ? ['YES']
        : otherwise === Otherwise.NO
          ? ['NO', 'NONE', 'NOT_SURE']
          : ['NOT_SURE'];
  return wanted.find((code) => offered.includes(code)) ?? offered.at(-1) ?? '';
}

const AGREED: ReadonlySet<string> = new Set([
  PromptCode.NOT_SKIN,
  PromptCode.READ_BACK,
  PromptCode.EMERGENCY_NOW,
]);
