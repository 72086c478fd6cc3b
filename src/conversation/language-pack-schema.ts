import { z } from 'zod';
import {
  BodySite,
  CHOICE_CODES,
  Duration,
  isSignCode,
  Progression,
  PromptCode,
  Texture,
  Urgency,
} from '../domain';

const words = z.array(z.string().trim().min(1));
const sentence = z.string().trim().min(1);

/** Every key must be there: a prompt that one language lacks would fall silent in the middle of a conversation. */
function sentencesFor<K extends string>(codes: readonly K[]) {
  return z.record(z.enum(codes as readonly [K, ...K[]]), sentence);
}

function wordsFor<K extends string>(codes: readonly K[]) {
  return z.partialRecord(z.enum(codes as readonly [K, ...K[]]), words).default({});
}

const signCode = z.string().refine(isSignCode, { error: 'is no sign of the vocabulary' });

const lexicon = z.strictObject({
  negationsBefore: words,
  negationsAfter: words,
  listWords: words,
  unsure: words,
  signs: z.record(signCode, words),
  bodySites: wordsFor(Object.values(BodySite)),
  textures: wordsFor(Object.values(Texture)),
  durations: wordsFor(Object.values(Duration)),
  progressions: wordsFor(Object.values(Progression)),
  time: z.strictObject({
    units: z.strictObject({ day: words, week: words, month: words, year: words }),
    numbers: z.record(z.string().regex(/^\d+(\.\d+)?$/), words),
    cues: words,
  }),
});

/** The form of a file in configs/languages. */
export const languagePackSchema = z.strictObject({
  tag: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  name: sentence,
  direction: z.enum(['ltr', 'rtl']),
  wordingVersion: sentence,
  reviewedBy: sentence.nullable(),
  disclaimer: sentence,
  prompts: sentencesFor(Object.values(PromptCode)),
  choices: sentencesFor(CHOICE_CODES),
  yesNo: z.strictObject({ yes: words.min(1), no: words.min(1), notSure: words.min(1) }),
  explanation: z.strictObject({
    whatToDo: sentencesFor(Object.values(Urgency)),
    howToGetThere: sentence,
    safetyNet: sentence,
    whatHappensNext: sentence,
  }),
  lexicon,
});
