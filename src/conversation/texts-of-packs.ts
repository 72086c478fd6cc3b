import { type LanguagePacks } from './language-pack';

/** Every sentence, phrase and pattern of the languages by their tags: what the house can say and understand. */
export function textsOfPacks({ all }: Pick<LanguagePacks, 'all'>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    all.map(({ tag, name, disclaimer, prompts, choices, yesNo, explanation, lexicon }) => [
      tag,
      stringsIn([name, disclaimer, prompts, choices, yesNo, explanation, lexicon]),
    ]),
  );
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
