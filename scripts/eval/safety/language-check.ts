import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type LanguageIdentifier } from '../../../src/speech';

const spokenSchema = z.array(
  z.looseObject({
    says: z.array(z.string()).default([]),
    silent: z.array(z.looseObject({ text: z.string() })).default([]),
  }),
);

/** One language's sentences, and how many of them were taken for it. */
export interface LanguageOutcome {
  readonly language: string;
  readonly sentences: number;
  readonly right: number;
  /** Of those that the house would switch the conversation to. */
  readonly confident: number;
  readonly confidentAndWrong: number;
}

/** The sentences that the rules are tried on (tests/data/spoken-rules): short, spoken, with code-mix and misspellings. */
export async function checkLanguages(
  folder: string,
  identifier: LanguageIdentifier,
): Promise<LanguageOutcome[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (file) => {
      const language = basename(file, '.yaml');
      const spoken = spokenSchema.parse(parse(await readFile(join(folder, file), 'utf8')));
      const sentences = spoken.flatMap(({ says, silent }) => [...says, ...silent.map(({ text }) => text)]);
      const heard = sentences.map((sentence) => identifier.identify(sentence));
      const sure = heard.filter((one) => one?.confident === true);
      return {
        language,
        sentences: sentences.length,
        right: heard.filter((one) => one?.language === language).length,
        confident: sure.length,
        confidentAndWrong: sure.filter((one) => one?.language !== language).length,
      };
    }),
  );
}
