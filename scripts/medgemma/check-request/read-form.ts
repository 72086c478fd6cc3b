import { type z } from 'zod';
import { err, ok, type Result } from '../../../src/domain';
import { malformed, type Violation } from './asked-question';

/** MedGemma writes at most this many tokens. */
export const MAX_OUTPUT_TOKENS = 8192;

/** A body in the form of a schema, or every place in which it differs; nothing of what it holds is repeated. */
export function readForm<T>(body: unknown, schema: z.ZodType<T>): Result<T, readonly Violation[]> {
  const read = schema.safeParse(body);
  if (read.success) return ok(read.data);
  return err(
    read.error.issues.map((issue) => malformed(`${issue.path.join('.') || 'body'}: ${issue.message}`)),
  );
}
