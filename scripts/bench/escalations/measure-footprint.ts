import { setTimeout as delay } from 'node:timers/promises';
import { type MeasuredServer } from '../measured-server';
import { type Usage } from '../servers/measured-child';
import { type Crowd, gatherCrowd } from './crowd';

export interface Footprint {
  readonly name: string;
  readonly sockets: number;
  readonly residentMiB: number;
  /** More than with the first number of sockets, for each of those that came since; null for the first itself. */
  readonly residentKibEach: number | null;
  readonly heapKibEach: number | null;
}

const SETTLE_MS = 2_000;
const MAX_LOOKS = 30;
/** What a process gives back after its start stops mattering when two looks differ by less. */
const STEADY_BYTES = 2 ** 20;
const MIB = 2 ** 20;
const KIB = 2 ** 10;
/** Opened and closed before anything is measured: code that is loaded and compiled then is nobody's share. */
const WARM_UP_SOCKETS = 20;

/** What a server that was just started holds for sockets that are subscribed and to whom nothing happens. */
export async function measureFootprint(
  server: MeasuredServer,
  tokens: readonly string[],
  counts: readonly number[],
): Promise<Footprint[]> {
  await (await gatherCrowd(server.url, tokens.slice(0, WARM_UP_SOCKETS))).close();
  const crowds: Crowd[] = [];
  const held: { sockets: number; usage: Usage }[] = [];
  for (const sockets of counts) {
    crowds.push(await gatherCrowd(server.url, tokens.slice(held.at(-1)?.sockets ?? 0, sockets)));
    held.push({ sockets, usage: await steadyUsage(server) });
  }
  for (const crowd of crowds) await crowd.close();
  const [first] = held;
  return held.map(({ sockets, usage }) => {
    const kibEach = (what: 'residentBytes' | 'heapBytes'): number | null =>
      first === undefined || sockets === first.sockets
        ? null
        : (usage[what] - first.usage[what]) / KIB / (sockets - first.sockets);
    return {
      name: server.name,
      sockets,
      residentMiB: usage.residentBytes / MIB,
      residentKibEach: kibEach('residentBytes'),
      heapKibEach: kibEach('heapBytes'),
    };
  });
}

async function steadyUsage(server: MeasuredServer): Promise<Usage> {
  let before = await server.usage({ collected: true });
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    await delay(SETTLE_MS);
    const now = await server.usage({ collected: true });
    if (Math.abs(now.residentBytes - before.residentBytes) < STEADY_BYTES) return now;
    before = now;
  }
  return before;
}
