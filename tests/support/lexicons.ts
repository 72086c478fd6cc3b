import { type Hearing, type Lexicon } from '../../src/domain';

/** Words that answer nothing, from whoever it may be, on a Wednesday. */
export const HEARING: Hearing = { prompt: null, speaker: null, today: new Date('2026-11-18T09:00:00Z') };

/** A language without a word, to which a test adds its own. */
export const WORDLESS: Lexicon = {
  negationsBefore: [],
  listDenials: [],
  negationsAfter: [],
  listWords: [],
  contrast: [],
  and: [],
  unsure: [],
  supposed: [],
  past: [],
  neutral: [],
  letters: {},
  proclitics: [],
  negationEndings: [],
  listEndings: [],
  signs: {},
  bodySites: {},
  textures: {},
  durations: {},
  progressions: {},
  people: { children: [], others: [], self: [], they: [], reports: [] },
  measures: {},
  timed: {},
  lengths: { mm: [], cm: [], inch: [] },
  outOfScope: [],
  time: {
    numbers: {},
    units: { day: [], week: [], month: [], year: [] },
    cues: [],
    ago: {},
    weekdays: {},
    months: {},
    ageCues: [],
  },
};
