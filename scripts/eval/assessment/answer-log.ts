import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCome } from './model-usage';
import { type ModelAnswer, modelAnswerSchema } from './outcome';

/** The model's answers so far, each kept as it arrives: a run that was ended goes on where it was. */
export interface AnswerLog {
  /** Null: not asked yet, or the question failed on its way and is worth another try. */
  find(caseId: string): ModelAnswer | null;
  add(caseId: string, answer: ModelAnswer): Promise<void>;
}

const lineSchema = z.object({ id: z.string(), answer: modelAnswerSchema });

/**
 * Opens the log of one question: `asked` is everything on which an answer depends besides the case. Another prompt, model,
 * set or house has a log of its own. What is left of a line that was being written when the process ended is passed over.
 */
export async function openAnswerLog(folder: string, asked: readonly string[]): Promise<AnswerLog> {
  const name = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
  const file = join(folder, `answers-${name}.jsonl`);
  await mkdir(folder, { recursive: true });
  const text = await readFile(file, 'utf8').catch(() => '');
  const kept = new Map(text.split('\n').flatMap(readLine));
  // Its last line may be half a one.
  if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
  return {
    find: (caseId) => kept.get(caseId) ?? null,
    add: (id, answer) => appendFile(file, `${JSON.stringify({ id, answer })}\n`),
  };
}

function readLine(line: string): (readonly [string, ModelAnswer])[] {
  let written: unknown;
  try {
    written = JSON.parse(line);
  } catch {
    return [];
  }
  const read = lineSchema.safeParse(written);
  return read.success && hasCome(read.data.answer) ? [[read.data.id, read.data.answer]] : [];
}
