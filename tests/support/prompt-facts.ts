import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { loadPrompt, type Prompt, type PromptFacts } from '../../src/language-model';

const loaded = loadPrompt(resolve('configs/prompts/assess-1.yaml'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));

/** The prompt that the project comes with. */
export const PROMPT: Prompt = loaded.value;

/** Every condition that a candidate may be. */
export const CONDITION_NAMES: readonly string[] = parse<{ scin_label: string }>(
  readFileSync(resolve('configs/data/conditions.csv')),
  { columns: true },
).map(({ scin_label: name }) => name);

/** Of somebody about whom hardly anything is known. */
export const FACTS: PromptFacts = {
  patient: { ageYears: 34, ageDays: null, sexAtBirth: 'female', skinType: '5' },
  endemicHere: [],
  findings: {
    complaint: null,
    bodySites: ['arm'],
    textures: [],
    duration: 'one to four weeks',
    progression: null,
    present: ['itch'],
    absent: ['fever'],
    notKnown: ['sores in the mouth'],
    measurements: [],
  },
  said: [],
  evidence: { candidates: [], similarCases: [], redFlags: [], limitations: [] },
  conditions: CONDITION_NAMES,
  hasPicture: false,
};

/** The facts with this said by the patient, in English. */
export function factsSaying(...texts: readonly string[]): PromptFacts {
  return { ...FACTS, said: texts.map((text) => ({ by: 'patient', language: 'en', text })) };
}

/** As large as facts can be: everything is there, many times and long. */
export function overflowingFacts(text: string): PromptFacts {
  const many = Array.from({ length: 60 }, () => text);
  return {
    patient: FACTS.patient,
    endemicHere: many,
    findings: {
      complaint: text,
      bodySites: many,
      textures: many,
      duration: 'more than five years',
      progression: 'worsening fast',
      present: many,
      absent: many,
      notKnown: many,
      measurements: many,
    },
    said: many.map((one) => ({ by: one, language: one, text: one })),
    evidence: {
      candidates: many.map((name) => ({
        name,
        probability: 1 / 3,
        supportedBy: many,
        contradictedBy: many,
      })),
      similarCases: many.map((dataset) => ({
        dataset,
        pictureSimilarity: 1 / 3,
        findingsSimilarity: -1 / 3,
        labels: many,
        skinType: '6',
      })),
      redFlags: many,
      limitations: many,
    },
    conditions: CONDITION_NAMES,
    hasPicture: true,
  };
}

/** What stands between the lines of the fence, read as JSON. Throws if there is no such pair of lines, or more than one. */
export function fencedData(user: string): FencedData {
  const lines = user.split('\n');
  const begin = lines.flatMap((line, place) => (/^-----BEGIN DATA \w+-----$/.test(line) ? [place] : []));
  const end = lines.flatMap((line, place) => (/^-----END DATA \w+-----$/.test(line) ? [place] : []));
  const [from, to] = [begin[0], end[0]];
  if (begin.length !== 1 || end.length !== 1 || from === undefined || to === undefined) {
    throw new Error(`${begin.length} beginnings and ${end.length} ends of data`);
  }
  return JSON.parse(lines.slice(from + 1, to).join('\n')) as FencedData;
}

export interface FencedData {
  readonly patient: { readonly age: string | null };
  readonly findings: { readonly complaint: string | null };
  readonly said: {
    readonly earlierUtterancesLeftOut: number;
    readonly utterances: readonly { readonly text: string }[];
  };
}
