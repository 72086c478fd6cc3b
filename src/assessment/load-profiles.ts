import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AnswerKind, type ConditionProfiles, err, ok, type Result } from '../domain';

const share = z.number().min(0).max(1);
const profilesSchema = z.object({
  version: z.string().min(1),
  conditions: z.array(
    z.strictObject({
      name: z.string().min(1),
      dataset: z.string().min(1),
      cases: z.number().int().positive(),
      answers: z.array(
        z.strictObject({
          kind: z.enum(AnswerKind),
          codes: z.tuple([z.string().min(1)], z.string().min(1)),
          share,
          shareOfAll: share,
        }),
      ),
    }),
  ),
});

/**
 * Reads what people with each condition answer (configs/data/condition-profiles.json, JSON). The error names every mistake
 * in it; an unreadable file is one of them.
 */
export function loadConditionProfiles(path: string): Result<ConditionProfiles, string[]> {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return err([`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
  const parsed = profilesSchema.safeParse(data);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`));
}
