/** The process of one contestant: is told its name and setup, then answers one round after another. */
import { extname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import {
  type Contestant,
  ContestantName,
  type ContestantSetup,
  type CreateContestant,
  type Round,
  type RoundResult,
} from './contestant';

const MIN_CALLS = 3;

async function start(): Promise<void> {
  const [name, setup] = process.argv.slice(2);
  const file = join(__dirname, 'contestants', `${z.enum(ContestantName).parse(name)}${extname(__filename)}`);
  const { createContestant } = (await import(file)) as { createContestant: CreateContestant };
  const contestant = await createContestant(JSON.parse(setup ?? '') as ContestantSetup);
  process.on('message', (round: Round) => void run(contestant, round).then(answer, fail));
  process.send?.('ready');
}

async function run(contestant: Contestant, { count, forMs }: Round): Promise<RoundResult> {
  await contestant.embed(count);
  const callsMs: number[] = [];
  const before = process.cpuUsage();
  const beganMs = performance.now();
  while (performance.now() - beganMs < forMs || callsMs.length < MIN_CALLS) {
    const calledMs = performance.now();
    await contestant.embed(count);
    callsMs.push(performance.now() - calledMs);
  }
  const { user, system } = process.cpuUsage(before);
  return { callsMs, processorMs: (user + system) / 1000, rssMiB: process.memoryUsage.rss() / 1024 ** 2 };
}

function answer(result: RoundResult): void {
  process.send?.(result);
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

start().catch(fail);
