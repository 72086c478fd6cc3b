import { type MeasuredServer } from '../measured-server';

const MEBIBYTE = 1024 * 1024;
const EVERY_MS = 1000;

/** The resident memory of a server over time, MiB. */
export interface Memory {
  readonly atStart: number;
  readonly most: number;
  readonly atEnd: number;
}

/** Asks a server for its memory every second, until it is told to stop. */
export function watchMemory(server: Pick<MeasuredServer, 'usage'>): { stop(): Promise<Memory> } {
  const seen: number[] = [];
  let wanted = true;
  const watching = (async (): Promise<void> => {
    while (wanted) {
      seen.push((await server.usage()).residentBytes / MEBIBYTE);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  return {
    async stop() {
      wanted = false;
      await watching;
      return { atStart: seen[0] ?? NaN, most: Math.max(...seen), atEnd: seen.at(-1) ?? NaN };
    },
  };
}
