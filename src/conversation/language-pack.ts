import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  type ChoiceCode,
  type CompiledLanguage,
  compileLanguage,
  err,
  type ExplanationPhrases,
  type Lexicon,
  ok,
  type PromptCode,
  type Result,
  type YesNoWords,
} from '../domain';
import { type BorrowedTerms, loadBorrowedTerms, withBorrowedTerms } from './borrowed-terms';
import { languagePackSchema } from './language-pack-schema';

/** Everything that is said and understood in one language: one file in configs/languages. */
export interface LanguagePack {
  /** BCP 47, e.g. "hi". */
  readonly tag: string;
  /** The language's own name for itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Recorded with each consent, so that it is known which words were read out. */
  readonly wordingVersion: string;
  readonly disclaimer: string;
  readonly prompts: Readonly<Record<PromptCode, string>>;
  readonly choices: Readonly<Record<ChoiceCode, string>>;
  readonly yesNo: YesNoWords;
  readonly explanation: ExplanationPhrases;
  readonly lexicon: Lexicon;
  /** The words of `lexicon` and `yesNo`, made ready for the ear. */
  readonly compiled: CompiledLanguage;
}

/** The languages that the house speaks. */
export interface LanguagePacks {
  /** The pack of a BCP 47 tag or of its base language ("pt-BR" → "pt"); undefined where there is none. */
  readonly find: (tag: string) => LanguagePack | undefined;
  /** Spoken to whoever's language has no pack. */
  readonly fallback: LanguagePack;
  readonly all: readonly LanguagePack[];
}

const FALLBACK_TAG = 'en';
/** Beside the folder of the languages. */
const BORROWED_TERMS = '../clinical-english.yaml';

/**
 * Reads every language file of a folder (configs/languages). The error names each mistake with its file; a file with
 * a mistake, or a missing fallback language, means that nothing is loaded. Words that the charts of a language borrow
 * from English become part of its lexicon.
 */
export function loadLanguagePacks(folder: string): Result<LanguagePacks, string[]> {
  const borrowed = loadBorrowedTerms(join(folder, BORROWED_TERMS));
  if (!borrowed.ok) return borrowed;
  const loaded = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => loadLanguagePack(folder, file, borrowed.value));
  const problems = loaded.flatMap((result) => (result.ok ? [] : result.error));
  const all = loaded.flatMap((result) => (result.ok ? [result.value] : []));
  const byTag = new Map(all.map((pack) => [pack.tag, pack]));
  const fallback = byTag.get(FALLBACK_TAG);
  if (fallback === undefined || problems.length > 0) {
    return err(problems.length > 0 ? problems : [`${folder}: there is no ${FALLBACK_TAG}.yaml`]);
  }
  const find = (tag: string): LanguagePack | undefined =>
    byTag.get(tag) ?? byTag.get(tag.split('-')[0]?.toLowerCase() ?? '');
  return ok({ all, fallback, find });
}

function loadLanguagePack(
  folder: string,
  file: string,
  borrowed: BorrowedTerms,
): Result<LanguagePack, string[]> {
  let data: unknown;
  try {
    data = withBorrowedTerms(parse(readFileSync(join(folder, file), 'utf8')), borrowed);
  } catch (error) {
    return err([`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
  const parsed = languagePackSchema.safeParse(data);
  if (!parsed.success) {
    return err(parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`));
  }
  if (`${parsed.data.tag}.yaml` !== file) return err([`${file}: its tag is ${parsed.data.tag}`]);
  return ok({ ...parsed.data, compiled: compileLanguage(parsed.data) });
}
