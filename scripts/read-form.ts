import { readFileSync } from 'node:fs';
import { type z } from 'zod';

/**
 * A file in the form of a schema. Throws an error that names the file and the first place that is wrong in it, and repeats
 * nothing of what it holds: it may be about patients.
 * @param parse JSON.parse, or the parser of another notation.
 */
export function readForm<T>(file: string, schema: z.ZodType<T>, parse: (text: string) => unknown): T {
  const read = schema.safeParse(parsed(file, parse));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'the whole of it' : issue.path.join('.');
  throw new Error(`${file} is not of the form that is expected: ${place}: ${issue?.message ?? 'unknown'}`);
}

function parsed(file: string, parse: (text: string) => unknown): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${file} cannot be read.`);
  }
  try {
    return parse(text);
  } catch {
    throw new Error(`${file} cannot be parsed.`);
  }
}
