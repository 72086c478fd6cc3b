import { type ModelManifest } from '../../../src/embedding';

/** Who is compared: each in a process of its own, because each brings libraries of its own. */
export const ContestantName = {
  /** This project, from JPEG bytes to vectors. */
  OURS: 'ours',
  /** This project's threads and sessions on ready tensors: what is left is decoding and resampling. */
  SESSIONS: 'sessions',
  /** onnxruntime-node as it comes, on ready tensors: the limit. */
  BARE: 'bare-runtime',
  /** The feature-extraction pipeline of transformers.js, from JPEG bytes to vectors. */
  TRANSFORMERS: 'transformers-js',
} as const;
export type ContestantName = (typeof ContestantName)[keyof typeof ContestantName];

export interface ContestantSetup {
  readonly manifest: ModelManifest;
  readonly modelDir: string;
  readonly picturesDir: string;
}

export interface Contestant {
  /** Embeds that many of the pictures, or tensors, in one call. */
  embed(count: number): Promise<void>;
}

/** What each file of contestants/ exports. */
export type CreateContestant = (setup: ContestantSetup) => Promise<Contestant>;

/** Asked of a contestant's process: calls of `count` pictures, one after another, for at least that long. */
export interface Round {
  readonly count: number;
  readonly forMs: number;
}

export interface RoundResult {
  readonly callsMs: readonly number[];
  /** Processor time of the whole process, all threads together. */
  readonly processorMs: number;
  readonly rssMiB: number;
}

/** The pictures in a circle. */
export function inTurns<T>(items: readonly T[]): (count: number) => T[] {
  let next = 0;
  return (count) => Array.from({ length: count }, () => items[next++ % items.length] as T);
}
