import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { err, ok, type Result } from '../domain';
import { borrowedTermsSchema } from './language-pack-schema';

/** Terms that one language's charts borrow from another; the words as the file has them. */
export interface BorrowedTerms {
  /** Tags of the languages in which they are heard. */
  readonly heardIn: ReadonlySet<string>;
  readonly lexicon: unknown;
}

const NOTHING: BorrowedTerms = { heardIn: new Set(), lexicon: {} };

/** Reads configs/clinical-english.yaml; without such a file nothing is borrowed. */
export function loadBorrowedTerms(file: string): Result<BorrowedTerms, string[]> {
  if (!existsSync(file)) return ok(NOTHING);
  let data: unknown;
  try {
    data = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return err([`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
  const parsed = borrowedTermsSchema.safeParse(data);
  if (!parsed.success)
    return err(parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`));
  return ok({ heardIn: new Set(parsed.data.heardIn), lexicon: isGroup(data) ? data['lexicon'] : {} });
}

/** A language file as it was read, with the borrowed words behind its own. */
export function withBorrowedTerms(pack: unknown, terms: BorrowedTerms): unknown {
  if (!isGroup(pack) || typeof pack['tag'] !== 'string' || !terms.heardIn.has(pack['tag'])) return pack;
  return { ...pack, lexicon: joined(pack['lexicon'], terms.lexicon) };
}

/** Lists are joined, each phrase once, and groups key by key. */
function joined(own: unknown, borrowed: unknown): unknown {
  if (isList(own) && isList(borrowed)) return [...new Set([...own, ...borrowed])];
  if (!isGroup(own) || !isGroup(borrowed)) return own ?? borrowed;
  const keys = new Set([...Object.keys(own), ...Object.keys(borrowed)]);
  return Object.fromEntries([...keys].map((key) => [key, joined(own[key], borrowed[key])]));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
