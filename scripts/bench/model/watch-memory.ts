import { type MeasuredServer } from '../measured-server';

const MEBIBYTE = 1024 * 1024;
const EVERY_MS = 1000;

/** The resident memory of a server over time, MiB. */
export interface Memory {
  readonly atStart: number;
  readonly most: number;
  readonly atEnd: number;
}

/** Looks at a server's memory every second. */
export interface MemoryWatch {
  /** What was seen until now does not count. */
  forget(): void;
  /** Ends the watch; safe to repeat. */
  stop(): Promise<Memory>;
}

export function watchMemory(server: Pick<MeasuredServer, 'usage'>): MemoryWatch {
  let seen: number[] = [];
  let wanted = true;
  const watching = (async (): Promise<void> => {
    while (wanted) {
      seen.push((await server.usage()).residentBytes / MEBIBYTE);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })().catch(() => undefined);
  return {
    forget() {
      seen = [];
    },
    async stop() {
      wanted = false;
      await watching;
      return { atStart: seen[0] ?? NaN, most: Math.max(...seen), atEnd: seen.at(-1) ?? NaN };
    },
  };
}
