import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type RedFlag, type Urgency } from '../../../src/domain';
import { readForm } from '../../read-form';
import { type House } from './house';
import { interview, Otherwise } from './interview';

export const DERMA_LANGUAGES = ['zh', 'en', 'es'] as const;

const text = z.string().nullish();
const rowSchema = z.looseObject({
  encounter_id: z.string(),
  query_title_zh: text,
  query_content_zh: text,
  query_title_en: text,
  query_content_en: text,
  query_title_es: text,
  query_content_es: text,
});

/** One question in one language. */
export interface DermaQuestion {
  readonly id: string;
  readonly language: (typeof DERMA_LANGUAGES)[number];
  readonly text: string;
}

export interface DermaOutcome extends DermaQuestion {
  readonly urgency: Urgency | null;
  readonly fired: readonly RedFlag[];
  /** What was thrown, if anything was. */
  readonly failure: string | null;
}

/** Every question of a folder's JSON files (a list of DermaVQA's encounters each), in every language that it has. */
export async function readDermaQuestions(dir: string): Promise<DermaQuestion[]> {
  const files = (await readdir(dir)).filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw new Error(`${dir} has no JSON file.`);
  const rows: z.infer<typeof rowSchema>[] = [];
  for (const file of files) {
    rows.push(...readForm(join(dir, file), z.array(rowSchema), JSON.parse));
  }
  return rows.flatMap((row) =>
    DERMA_LANGUAGES.flatMap((language) => {
      const said = [row[`query_title_${language}`], row[`query_content_${language}`]]
        .map((part) => part?.trim() ?? '')
        .filter((part) => part !== '')
        .join('. ');
      return said === '' ? [] : [{ id: row.encounter_id, language, text: said }];
    }),
  );
}

/** Each question is the complaint; whatever is asked about it is answered with "not sure": nobody can ask its author. */
export async function runDermaQuestions(
  house: House,
  questions: readonly DermaQuestion[],
): Promise<DermaOutcome[]> {
  const outcomes: DermaOutcome[] = [];
  for (const question of questions) {
    try {
      const { urgency, fired } = await interview(house, {
        language: question.language,
        complaint: question.text,
        ageYears: null,
        endemic: [],
        answers: { WHO: 'WHO_SOMEBODY_ELSE' },
        otherwise: Otherwise.NOT_SURE,
      });
      outcomes.push({ ...question, urgency, fired, failure: null });
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'unknown';
      outcomes.push({ ...question, urgency: null, fired: [], failure });
    }
  }
  return outcomes;
}
