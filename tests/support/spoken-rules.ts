import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = join(__dirname, '../data/spoken-rules');

/** Why a sentence must leave a rule silent. */
const Silence = z.enum(['negation', 'other person', 'near miss']);

const spokenRule = z.strictObject({
  rule: z.string(),
  /** Numbers of the vocabulary that the conversation knows otherwise, e.g. the age. */
  known: z.record(z.string(), z.number()).default({}),
  /** Diseases that are endemic where the facility is. */
  endemic: z.array(z.string()).default([]),
  /** Each alone fires the rule. */
  says: z.array(z.string().trim().min(1)),
  /** None fires the rule. */
  silent: z.array(z.strictObject({ why: Silence, text: z.string().trim().min(1) })),
});
export type SpokenRule = z.infer<typeof spokenRule>;

export const SILENCES = Silence.options;

/** What people say that a rule must hear, by language tag. Languages without a file are left out. */
export function loadSpokenRules(): ReadonlyMap<string, readonly SpokenRule[]> {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')) : [];
  return new Map(
    files.sort().map((file) => {
      const data: unknown = parse(readFileSync(join(FOLDER, file), 'utf8'));
      const read = z.array(spokenRule).safeParse(data);
      if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
      return [file.replace('.yaml', ''), read.data];
    }),
  );
}
