import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What may be killed. */
export const KillTarget = { API: 'api', REDIS: 'redis', POSTGRES: 'postgres' } as const;
export type KillTarget = (typeof KillTarget)[keyof typeof KillTarget];

export interface ChaosOptions {
  /** Escalations to raise. */
  readonly events: number;
  readonly kills: number;
  readonly targets: readonly KillTarget[];
  /** API processes, each on a port of its own. */
  readonly processes: number;
  /** Subscribers over WebSocket. */
  readonly subscribers: number;
  /** Subscribers over server-sent events. */
  readonly sseSubscribers: number;
  /** What a minute of the acknowledgement times lasts: with 1, what waits 5 minutes for an answer climbs after 5 s. */
  readonly secondsPerMinute: number;
  /** The same seed plans the same kills; when exactly they strike is the machine's doing. */
  readonly seed: number;
}

const DEFAULTS: ChaosOptions = {
  events: 1000,
  kills: 30,
  targets: Object.values(KillTarget),
  processes: 2,
  subscribers: 3,
  sseSubscribers: 1,
  secondsPerMinute: 1,
  seed: 1,
};

const count = z.coerce.number().int().min(0).max(1_000_000);
const argumentsSchema = z.strictObject({
  events: count.min(1).default(DEFAULTS.events),
  kill: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(KillTarget)).nonempty())
    .default([...DEFAULTS.targets] as [KillTarget, ...KillTarget[]]),
  kills: count.default(DEFAULTS.kills),
  processes: count.min(1).max(16).default(DEFAULTS.processes),
  subscribers: count.min(1).max(100).default(DEFAULTS.subscribers),
  'sse-subscribers': count.max(100).default(DEFAULTS.sseSubscribers),
  'seconds-per-minute': z.coerce.number().positive().max(60).default(DEFAULTS.secondsPerMinute),
  seed: count.default(DEFAULTS.seed),
});

/** Reads the command line. Throws an error that says which option is wrong. */
export function readChaosOptions(argv: readonly string[]): ChaosOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ...{ events: text, kill: text, kills: text, processes: text, subscribers: text },
      ...{ 'sse-subscribers': text, 'seconds-per-minute': text, seed: text },
    },
  });
  const read = argumentsSchema.safeParse(values);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
  }
  const {
    kill,
    'sse-subscribers': sseSubscribers,
    'seconds-per-minute': secondsPerMinute,
    ...rest
  } = read.data;
  return { ...rest, targets: kill, sseSubscribers, secondsPerMinute };
}

/** The command that does the same again. */
export function toCommand(options: ChaosOptions): string {
  const { events, targets, kills, processes, subscribers, sseSubscribers, secondsPerMinute, seed } = options;
  return [
    `npm run chaos:escalations -- --events ${events} --kill ${targets.join(',')} --kills ${kills}`,
    `--processes ${processes} --subscribers ${subscribers} --sse-subscribers ${sseSubscribers}`,
    `--seconds-per-minute ${secondsPerMinute} --seed ${seed}`,
  ].join(' ');
}
