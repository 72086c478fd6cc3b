import { type ServerResponse } from 'node:http';
import { z } from 'zod';
import { Behaviour } from './behaviours';
import { type Script } from './script';
import { sendJson } from './send-json';

/** Where a running server is told how to behave from now on. */
export const BEHAVE_PATH = '/behave';

const behaveForm = z.strictObject({ behaviours: z.array(z.enum(Behaviour)).min(1) });

/** `{"behaviours": ["SLOW", "GOOD"]}`: one for each of the next questions, the last one for ever. */
export function takeBehaviours(script: Script, body: Buffer, response: ServerResponse): void {
  let told: unknown;
  try {
    told = JSON.parse(body.toString('utf8'));
  } catch {
    told = null;
  }
  const read = behaveForm.safeParse(told);
  if (!read.success) {
    return sendJson(response, 400, { expected: { behaviours: Object.values(Behaviour) } });
  }
  script.set(read.data.behaviours);
  sendJson(response, 200, read.data);
}
