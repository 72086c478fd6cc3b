import { z } from 'zod';
import {
  BodySite,
  CHOICE_CODES,
  Duration,
  isNumberCode,
  isSignCode,
  Progression,
  PROMPT_BLANKS,
  PromptCode,
  Texture,
  Urgency,
  WEEKDAYS,
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
const numberCode = z.string().refine(isNumberCode, { error: 'is no number of the vocabulary' });
const letter = z.string().regex(/^.$/u, { error: 'is not one letter' });
const optionalWords = words.default([]);
const amount = z.string().regex(/^\d+(\.\d+)?$/, { error: 'is no number' });
const amountOrSpoken = z.union([amount, z.literal('#')], { error: 'is neither a number nor #' });
const monthNumber = z.string().regex(/^([1-9]|1[0-2])$/, { error: 'is no month from 1 to 12' });

const people = z.strictObject({
  children: optionalWords,
  others: optionalWords,
  self: optionalWords,
  they: optionalWords,
  reports: optionalWords,
});

const time = z.strictObject({
  units: z.strictObject({ day: words, week: words, month: words, year: words }),
  numbers: z.record(amount, words),
  cues: words,
  ago: z.record(amount, words).default({}),
  weekdays: wordsFor(WEEKDAYS),
  months: z.record(monthNumber, words).default({}),
  ageCues: optionalWords,
});

const lexicon = z.strictObject({
  negationsBefore: words,
  listDenials: optionalWords,
  negationsAfter: words,
  listWords: words,
  contrast: optionalWords,
  and: optionalWords,
  unsure: words,
  supposed: optionalWords,
  past: optionalWords,
  neutral: optionalWords,
  letters: z.record(letter, letter).default({}),
  proclitics: optionalWords,
  negationEndings: optionalWords,
  listEndings: optionalWords,
  signs: z.record(signCode, words),
  bodySites: wordsFor(Object.values(BodySite)),
  textures: wordsFor(Object.values(Texture)),
  durations: wordsFor(Object.values(Duration)),
  progressions: wordsFor(Object.values(Progression)),
  people: people.prefault({}),
  measures: z.record(numberCode, z.record(amountOrSpoken, words)).default({}),
  timed: z.record(numberCode, words).default({}),
  lengths: z.strictObject({ mm: optionalWords, cm: optionalWords, inch: optionalWords }).prefault({}),
  outOfScope: optionalWords,
  time,
});

/** The form of configs/clinical-english.yaml: any part of a lexicon. */
export const borrowedTermsSchema = z.strictObject({
  heardIn: z.array(z.string()),
  lexicon: lexicon.partial().extend({ time: time.partial().optional() }),
});

/** The form of a file in configs/languages. */
export const languagePackSchema = z.strictObject({
  tag: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  name: sentence,
  direction: z.enum(['ltr', 'rtl']),
  wordingVersion: sentence,
  disclaimer: sentence,
  prompts: sentencesFor(Object.values(PromptCode)).superRefine((prompts, context) => {
    for (const [code, blank] of Object.entries(PROMPT_BLANKS)) {
      if (!prompts[code as PromptCode]?.includes(blank))
        context.addIssue({ code: 'custom', path: [code], message: `must keep ${blank}, which is filled in` });
    }
  }),
  choices: sentencesFor(CHOICE_CODES),
  yesNo: z.strictObject({ yes: words.min(1), no: words.min(1), notSure: words.min(1) }),
  explanation: z.strictObject({
    whatToDo: sentencesFor(Object.values(Urgency)),
    howToGetThere: sentence,
    youToldMe: sentence,
    whatToExpect: sentencesFor(Object.values(Urgency)),
    safetyNet: sentence,
    whatHappensNext: sentence,
  }),
  lexicon,
});
