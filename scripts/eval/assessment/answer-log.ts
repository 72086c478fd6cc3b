import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type ModelQuestion } from '../../../src/language-model';
import { hasCome } from './model-usage';
import { type Said, saidSchema } from './said';

/**
 * What a model said to each question so far, kept as it arrives, before the guard: a run that was ended goes on where it
 * was, and who changes the guard alone need not ask again. A changed question is another question.
 */
export interface AnswerLog {
  /** Null: not asked yet, or the question failed on its way and is worth another try. */
  find(key: string): Said | null;
  add(key: string, said: Said): Promise<void>;
}

const lineSchema = z.object({ key: z.string(), said: saidSchema });

/** By everything on which an answer depends. */
export function keyOf(modelName: string, { pictureJpeg, ...texts }: ModelQuestion): string {
  const digest = createHash('sha256').update(JSON.stringify([modelName, texts]));
  return digest.update(pictureJpeg ?? '').digest('hex');
}

/** Opens the log, or begins one. What is left of a line that was being written when a process ended is passed over. */
export async function openAnswerLog(file: string): Promise<AnswerLog> {
  await mkdir(dirname(file), { recursive: true });
  const text = await readFile(file, 'utf8').catch(() => '');
  const kept = new Map(text.split('\n').flatMap(readLine));
  if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
  return {
    find: (key) => kept.get(key) ?? null,
    add: (key, said) => appendFile(file, `${JSON.stringify({ key, said })}\n`),
  };
}

function readLine(line: string): (readonly [string, Said])[] {
  let written: unknown;
  try {
    written = JSON.parse(line);
  } catch {
    return [];
  }
  const read = lineSchema.safeParse(written);
  return read.success && hasCome({ fate: read.data.said.outcome }) ? [[read.data.key, read.data.said]] : [];
}
