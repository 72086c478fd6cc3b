import { parseArgs } from 'node:util';

/** What to measure; each list is measured one after another. */
export interface Options {
  /** How many sockets an event is measured to. */
  readonly subscribers: readonly number[];
  readonly rounds: number;
  /** In each round. */
  readonly events: number;
  /** How many sockets memory is measured at, growing. */
  readonly idle: readonly number[];
  /** How many events a replay has. */
  readonly missed: readonly number[];
  /** How many subscribers come back at once. */
  readonly returning: readonly number[];
}

/** Reads the command line. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      subscribers: { type: 'string', default: '1,500' },
      rounds: { type: 'string', default: '5' },
      events: { type: 'string', default: '100' },
      idle: { type: 'string', default: '0,500,2000' },
      missed: { type: 'string', default: '500,5000' },
      returning: { type: 'string', default: '1,20' },
    },
  });
  const numbers = (list: string): number[] => list.split(',').map(Number);
  return {
    subscribers: numbers(values.subscribers),
    rounds: Number(values.rounds),
    events: Number(values.events),
    idle: numbers(values.idle),
    missed: numbers(values.missed),
    returning: numbers(values.returning),
  };
}
