/**
 * Everything that a log line may say beside its message. Whatever is not here is dropped before it is written: free text
 * of people, tokens, addresses and names have no field, so they have no way into the log.
 */
export interface LogFields {
  readonly requestId?: string;
  readonly caseId?: string;
  /** Name of a GraphQL operation's type, a route, a job or a script. */
  readonly operation?: string;
  readonly method?: string;
  readonly statusCode?: number;
  readonly durationMs?: number;
  readonly dependency?: string;
  /** What an assessment had to do without. */
  readonly limitation?: string;
  readonly job?: string;
  readonly attempt?: number;
  readonly count?: number;
  readonly port?: number;
  readonly processId?: number;
  readonly version?: string;
  readonly env?: string;
  readonly standIns?: readonly string[];
  readonly unsigned?: readonly string[];
  readonly problem?: string;
  /** What went wrong: only its class, its code and where; never its message, which may repeat what a user typed. */
  readonly error?: unknown;
}

const PLAIN_FIELDS = [
  'requestId',
  'caseId',
  'operation',
  'method',
  'statusCode',
  'durationMs',
  'dependency',
  'limitation',
  'job',
  'attempt',
  'count',
  'port',
  'processId',
  'version',
  'env',
  'standIns',
  'unsigned',
  'problem',
] as const satisfies readonly Exclude<keyof LogFields, 'error'>[];

const MAX_TEXT_LENGTH = 300;
const MAX_STACK_FRAMES = 12;
const ERROR_CODE = /^[\w.-]{1,40}$/;

/** The allowed fields of anything, with an error reduced to class, code and stack frames. */
export function allowedFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const allowed: Record<string, unknown> = {};
  for (const name of PLAIN_FIELDS) {
    const value = fields[name];
    if (value !== undefined && value !== null) allowed[name] = clipped(value);
  }
  return fields.error === undefined ? allowed : { ...allowed, ...describeError(fields.error) };
}

/** `{ errorName, errorCode?, stack? }` of anything thrown. The message is left out: it may hold personal data. */
export function describeError(error: unknown): { errorName: string; errorCode?: string; stack?: string } {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const code = 'code' in error ? String(error.code) : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    errorName: error.constructor.name,
    ...(ERROR_CODE.test(code) && { errorCode: code }),
    ...(frames.length > 0 && { stack: frames.slice(0, MAX_STACK_FRAMES).join('\n') }),
  };
}

function clipped(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => String(item).slice(0, MAX_TEXT_LENGTH));
  return typeof value === 'string' ? value.slice(0, MAX_TEXT_LENGTH) : typeof value;
}
