import { setTimeout as delay } from 'node:timers/promises';
import { type MeasuredServer } from '../measured-server';
import { type Crowd, gatherCrowd } from './crowd';

export interface Footprint {
  readonly name: string;
  /** Resident MiB at each number of sockets, in the order asked for. */
  readonly residentMiB: readonly number[];
  /** KiB more for each socket, from the first number to each of the others. */
  readonly kibPerSocket: readonly number[];
}

const SETTLE_MS = 3_000;
const MIB = 2 ** 20;
const KIB = 2 ** 10;
/** Opened and closed before anything is measured: code that is loaded and compiled then is nobody's share. */
const WARM_UP_SOCKETS = 20;

/** What a server that was just started holds for sockets that are subscribed and to whom nothing happens. */
export async function measureFootprint(
  server: MeasuredServer,
  tokens: readonly string[],
  counts: readonly number[],
): Promise<Footprint> {
  await (await gatherCrowd(server.url, tokens.slice(0, WARM_UP_SOCKETS))).close();
  const crowds: Crowd[] = [];
  const resident: number[] = [];
  let held = 0;
  for (const count of counts) {
    crowds.push(await gatherCrowd(server.url, tokens.slice(held, count)));
    held = count;
    await delay(SETTLE_MS);
    resident.push((await server.usage({ collected: true })).residentBytes);
  }
  for (const crowd of crowds) await crowd.close();
  const [first = 0] = resident;
  return {
    name: server.name,
    residentMiB: resident.map((bytes) => bytes / MIB),
    kibPerSocket: resident.map(
      (bytes, index) => (bytes - first) / KIB / ((counts[index] ?? 0) - (counts[0] ?? 0)),
    ),
  };
}
