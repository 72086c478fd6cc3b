import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { err, ok, type Result } from '../../domain';
import { ANSWER_FIELDS } from '../answer/answer-form';
import { checkTemplate } from './template';

/** What a model is asked: one file of configs/prompts. */
export interface Prompt {
  /** The file's name for itself and the first 12 digits of its digest, e.g. "assess-1@3f2a90c1d2e4". */
  readonly version: string;
  /** Of the file's bytes, in hex. */
  readonly sha256: string;
  readonly system: string;
  /** The user's turn, as a Mustache template. */
  readonly user: string;
  readonly answerSchema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
}

/** Makes MedGemma think before it answers; it ends its thoughts with <unused95>. */
const THINK_SILENTLY = 'SYSTEM INSTRUCTION: think silently if needed.';
/** Thoughts take many: with fewer tokens an answer often never begins. */
const LEAST_OUTPUT_TOKENS = 1300;
const DIGEST_CHARS = 12;

const answerSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.unknown()),
});

const promptFile = z.strictObject({
  version: z.string().regex(/^[a-z0-9-]+$/),
  thinkSilently: z.boolean(),
  maxOutputTokens: z.int().min(LEAST_OUTPUT_TOKENS),
  system: z.string().trim().min(1),
  user: z.string().trim().min(1),
  answerSchema,
});

/** Reads a prompt. Errors: every mistake in the file, each with its path; a file that cannot be read is one of them. */
export function loadPrompt(path: string): Result<Prompt, string[]> {
  const named = (problems: readonly string[]): Result<never, string[]> =>
    err(problems.map((problem) => `${path}: ${problem}`));
  let bytes: Buffer;
  let data: unknown;
  try {
    bytes = readFileSync(path);
    data = parse(bytes.toString('utf8'));
  } catch (error) {
    return named([error instanceof Error ? error.message : 'cannot be read']);
  }
  const read = promptFile.safeParse(data);
  if (!read.success) {
    return named(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const problems = problemsOf(path, read.data);
  if (problems.length > 0) return named(problems);
  const { version, thinkSilently, system, ...rest } = read.data;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return ok({
    ...rest,
    version: `${version}@${sha256.slice(0, DIGEST_CHARS)}`,
    sha256,
    system: thinkSilently ? `${THINK_SILENTLY} ${system}` : system,
  });
}

function problemsOf(path: string, file: z.infer<typeof promptFile>): string[] {
  const template = checkTemplate(file.user);
  const asked = Object.keys(file.answerSchema.properties).sort().join(', ');
  const understood = [...ANSWER_FIELDS].sort().join(', ');
  return [
    ...(template.ok ? [] : template.error.map((problem) => `user: ${problem}`)),
    ...(asked === understood
      ? []
      : [`answerSchema: asks for ${asked}, and what is understood is ${understood}`]),
    ...(basename(path) === `${file.version}.yaml`
      ? []
      : [`version: the file is not named ${file.version}.yaml`]),
  ];
}
