/**
 * `npm run bench:escalations [-- --subscribers 1,500 --rounds 5 --events 40 --idle 0,500,2000 --missed 500,5000]`
 * From the commit of an escalation event to every socket, beside a bare graphql-ws server over Redis' publish and subscribe
 * that keeps nothing; what a returning subscriber's replay takes; what an idle socket costs. The whole product, on durable
 * engines of its own; events are committed by another process than the one that serves.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { createClient } from 'redis';
import { startEnginesHost } from '../engines/start-engines-host';
import { migrateDeploy } from '../prisma/migrate';
import { DEMO_FACILITIES } from '../seed/demo-accounts';
import { measureFootprint } from './escalations/measure-footprint';
import { type Contestant, measureLatency } from './escalations/measure-latency';
import { measureReplay } from './escalations/measure-replay';
import {
  load,
  printFootprints,
  printLatencies,
  printReplays,
  round,
  type SelectedReplay,
} from './escalations/print';
import { openRaisedCase, type RaisedCase } from './escalations/raise';
import { AS_IT_IS_NOW, OF_THE_EVENT, PLAIN_CHANNEL } from './escalations/selection';
import { signInStaff } from './escalations/staff';
import { startMeasuredServer } from './measured-server';

const TARGET_P99_MS = 250;
const TARGET_REPLAY_PER_SECOND = 2_000;
/** What the product rings after a commit. */
const COMMITTED_BELL = 'paa:events:committed';
const SELECTIONS = { 'the event': OF_THE_EVENT, 'with the escalation as it is now': AS_IT_IS_NOW } as const;
const FACILITY_ID = DEMO_FACILITIES.north.id;

interface Options {
  readonly subscribers: readonly number[];
  readonly rounds: number;
  readonly events: number;
  readonly idle: readonly number[];
  readonly missed: readonly number[];
}

async function main(): Promise<void> {
  const options = readOptions();
  // Engines from outside would have their data written to.
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'CHROMA_URL']) delete process.env[name];
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-escalations-'));
  chmodSync(dataDir, 0o711); // under root, PostgreSQL runs as another account
  const host = await startEnginesHost({ dataDir, throwAway: false, onProgress: (text) => console.log(text) });
  const { databaseUrl, redisUrl: REDIS_URL, chromaUrl: CHROMA_URL } = host.urls;
  const client = new Client({ connectionString: databaseUrl });
  const redis = createClient({ url: REDIS_URL });
  try {
    await migrateDeploy(databaseUrl);
    await Promise.all([client.connect(), redis.connect()]);
    const common = { databaseUrl, bearerToken: '', env: { REDIS_URL, CHROMA_URL } };
    const house = await startMeasuredServer({ ...common, name: 'this API', program: 'whole-house' });
    const plain = await startMeasuredServer({
      ...common,
      name: 'graphql-ws over Redis, nothing kept',
      program: '../escalations/plain-server',
    });
    const tokens = await signInStaff(client, FACILITY_ID, Math.max(...options.subscribers, ...options.idle));
    const raised = await openRaisedCase(client, FACILITY_ID);
    const ours: Contestant = {
      server: house,
      async happen() {
        await raised.raise();
        return startOf(() => redis.publish(COMMITTED_BELL, 'bench'));
      },
    };
    const theirs: Contestant = {
      server: plain,
      happen: () => startOf(() => redis.publish(PLAIN_CHANNEL, JSON.stringify(raised.describe()))),
    };
    const failures = [
      ...(await compareLatencies([ours, theirs], tokens, options)),
      ...(await replay(ours, raised, tokens[0] ?? '', options.missed)),
    ];
    printFootprints(
      [
        await measureFootprint(ours.server, tokens, options.idle),
        await measureFootprint(theirs.server, tokens, options.idle),
      ],
      options.idle,
    );
    for (const server of [house, plain]) server.stop();
    for (const failure of failures) console.error(failure);
    if (failures.length > 0) process.exitCode = 1;
  } finally {
    await client.end();
    redis.destroy();
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Sends something off; the moment before, ns on the machine's monotonic clock. */
async function startOf(send: () => Promise<unknown>): Promise<bigint> {
  const startNs = process.hrtime.bigint();
  await send();
  return startNs;
}

async function compareLatencies(
  contestants: readonly Contestant[],
  tokens: readonly string[],
  { subscribers, rounds, events }: Options,
): Promise<string[]> {
  const failures: string[] = [];
  for (const count of subscribers) {
    console.log(`${count} subscribers: ${rounds} rounds of ${events} events, load ${load()} …`);
    const figures = await measureLatency(contestants, {
      tokens: tokens.slice(0, count),
      rounds,
      eventsPerRound: events,
    });
    printLatencies(figures);
    const [ours] = figures;
    if (ours !== undefined && ours.p99Ms > TARGET_P99_MS) {
      failures.push(`p99 at ${count} subscribers: ${round(ours.p99Ms)} ms; ${TARGET_P99_MS} is the target.`);
    }
  }
  return failures;
}

async function replay(
  contestant: Contestant,
  raised: RaisedCase,
  token: string,
  missed: readonly number[],
): Promise<string[]> {
  const replays: SelectedReplay[] = [];
  await raised.raise(Math.max(...missed));
  const head = await raised.numbered();
  for (const count of missed) {
    for (const [selected, query] of Object.entries(SELECTIONS)) {
      const asked = { token, query, from: head - count, to: head };
      replays.push({ selected, ...(await measureReplay(contestant.server, asked)) });
    }
  }
  printReplays(replays);
  return replays.flatMap(({ selected, missed: events, perSecond, isCompleteAndOrdered }) => [
    ...(isCompleteAndOrdered ? [] : [`The replay of ${events} events was not complete or not in order.`]),
    ...(perSecond >= TARGET_REPLAY_PER_SECOND
      ? []
      : [
          `${selected}: ${Math.round(perSecond)} replayed events/s; ${TARGET_REPLAY_PER_SECOND} is the target.`,
        ]),
  ]);
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      subscribers: { type: 'string', default: '1,500' },
      rounds: { type: 'string', default: '5' },
      events: { type: 'string', default: '40' },
      idle: { type: 'string', default: '0,500,2000' },
      missed: { type: 'string', default: '500,5000' },
    },
  });
  const numbers = (list: string): number[] => list.split(',').map(Number);
  return {
    subscribers: numbers(values.subscribers),
    rounds: Number(values.rounds),
    events: Number(values.events),
    idle: numbers(values.idle),
    missed: numbers(values.missed),
  };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
