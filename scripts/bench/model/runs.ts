import { setTimeout as delay } from 'node:timers/promises';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { startLoopbackMedGemma } from '../../medgemma/loopback-server';
import { percentile } from '../compare-servers';
import { type MeasuredServer, startMeasuredServer } from '../measured-server';
import { measureCapacity, submitAtRate, submitClosely } from './load';
import { createPartner, type Partner, type Submitted } from './partner';
import { countOpenQuestions, countRevised, type Revised } from './revisions';
import { type Memory, watchMemory } from './watch-memory';

/** What both runs have in common. */
export interface Running {
  readonly urls: { readonly databaseUrl: string; readonly redisUrl: string; readonly chromaUrl: string };
  readonly prisma: PrismaClient;
  /** Questions that are open when the cases begin to come. */
  readonly pending: number;
  /** What the model takes for each. */
  readonly thinkMs: number;
  /** Questions that the server asks at once. */
  readonly concurrency: number;
  /** How long cases come. */
  readonly seconds: number;
  readonly onProgress: (text: string) => void;
}

export interface Run {
  readonly cases: number;
  /** Why cases were not taken, one each. */
  readonly refused: readonly string[];
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly mostMs: number;
  /** Of the server, for all that it did while the cases came. */
  readonly cpuMsPerCase: number;
  readonly memory: Memory;
}

/** What became of all questions. */
export interface Aftermath {
  readonly revised: Revised;
  /** After the last case had come. */
  readonly lastRevisedAfterSeconds: number;
  /** Questions that the model had before it at the same time. */
  readonly mostAtOnce: number;
}

const CLIENT_STEPS = [1, 2, 4, 8, 16];
const STEP_MS = 5000;
const WARM_UP_CASES = 40;
const CLIENTS = 8;
const LOOK_EVERY_MS = 250;
/** Nothing is to run out of time here: questions that are open before the cases come wait until all of them are. */
const MODEL_TIMEOUT_MS = 300_000;

/** The capacity, then cases at half of it, with no language model configured: the yardstick. */
export async function runWithoutModel(running: Running): Promise<Run & { readonly capacity: number }> {
  const server = await startHouse(running, {});
  const memory = watchMemory(server);
  try {
    const partner = await createPartner(server.url);
    await submitClosely(partner, WARM_UP_CASES, CLIENTS);
    running.onProgress('measuring the capacity …');
    const capacity = await measureCapacity(partner, CLIENT_STEPS, STEP_MS);
    running.onProgress('cases come, and no model is configured …');
    memory.forget();
    const { arrivals } = await measureArrivals(server, partner, capacity / 2, running.seconds);
    return { capacity, ...arrivals, memory: await memory.stop() };
  } finally {
    await memory.stop();
    server.stop();
  }
}

/** Cases at that rate while the model has `pending` others to think about; then until each has its revision. */
export async function runWithModel(running: Running, perSecond: number): Promise<Run & Aftermath> {
  const { thinkMs, concurrency, pending, prisma, onProgress, seconds } = running;
  const loopback = await startLoopbackMedGemma({ slowMs: thinkMs, keepTexts: false });
  const settings = modelSettings(`${loopback.url}/v1`, running);
  const server = await startHouse(running, settings);
  const memory = watchMemory(server);
  try {
    const partner = await createPartner(server.url);
    await submitClosely(partner, WARM_UP_CASES, CLIENTS);
    memory.forget();
    // Nobody is answered until all of them were asked, so that all of them are open at the same time.
    loopback.behave('HANG');
    const alreadyAsked = loopback.requests.length;
    const before = await submitClosely(partner, pending, CLIENTS);
    await loopback.waitForRequests(alreadyAsked + Math.min(pending, concurrency));
    onProgress(`${pending} questions are open; cases come …`);
    loopback.behave('SLOW');
    const released = delay(thinkMs).then(() => loopback.release());
    const { arrivals, submitted } = await measureArrivals(server, partner, perSecond, seconds);
    const endedMs = performance.now();
    await released;
    const revised = await whenRevised(
      prisma,
      [...before, ...submitted].map(({ caseId }) => caseId),
    );
    const lastRevisedAfterSeconds = (performance.now() - endedMs) / 1000;
    if (loopback.violations.length > 0) throw new Error(loopback.violations.join('\n'));
    const mostAtOnce = loopback.mostAtOnce();
    return { ...arrivals, revised, lastRevisedAfterSeconds, mostAtOnce, memory: await memory.stop() };
  } finally {
    await memory.stop();
    server.stop();
    await loopback.close();
  }
}

async function measureArrivals(
  server: MeasuredServer,
  partner: Partner,
  perSecond: number,
  seconds: number,
): Promise<{ readonly arrivals: Omit<Run, 'memory'>; readonly submitted: readonly Submitted[] }> {
  const before = await server.usage();
  const { submitted, refused } = await submitAtRate(partner, perSecond, seconds);
  const cpuMicros = (await server.usage()).cpuMicros - before.cpuMicros;
  const timesMs = submitted.map(({ ms }) => ms);
  const arrivals = {
    cases: submitted.length,
    refused,
    perSecond,
    p50Ms: percentile(timesMs, 0.5),
    p95Ms: percentile(timesMs, 0.95),
    mostMs: Math.max(...timesMs),
    cpuMsPerCase: cpuMicros / 1000 / submitted.length,
  };
  return { arrivals, submitted };
}

/** Waits until no question is open any more; a case that is without its revision then was lost. */
async function whenRevised(prisma: PrismaClient, caseIds: readonly string[]): Promise<Revised> {
  while ((await countOpenQuestions(prisma)) > 0) await delay(LOOK_EVERY_MS);
  return countRevised(prisma, caseIds);
}

function modelSettings(baseUrl: string, { concurrency }: Running): Readonly<Record<string, string>> {
  return {
    MEDGEMMA_BASE_URL: baseUrl,
    MEDGEMMA_API_KEY: 'loopback-key',
    MEDGEMMA_CONCURRENCY: String(concurrency),
    MEDGEMMA_TIMEOUT_MS: String(MODEL_TIMEOUT_MS),
  };
}

function startHouse(
  { urls }: Pick<Running, 'urls'>,
  settings: Readonly<Record<string, string>>,
): Promise<MeasuredServer> {
  const { databaseUrl, redisUrl, chromaUrl } = urls;
  const env = { REDIS_URL: redisUrl, CHROMA_URL: chromaUrl, BENCH_SETTINGS: JSON.stringify(settings) };
  const program = 'whole-house';
  return startMeasuredServer({ name: program, program, databaseUrl, bearerToken: '', env });
}
