/**
 * `npm run bench:api [-- --cases 10000 --rounds 5 --requests 400 --connections 10]`
 * The page of 20 cases through this API, beside a bare Apollo server and beside the plain SQL, in one run and in turns.
 */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { hashToken } from '../../src/identity';
import { checkStatements, compareServers, type Figures } from './compare-servers';
import { measureDeepPaging, type PageTimes } from './deep-paging';
import { generateCases, type GeneratedHouse } from './generate-cases';
import { startMeasuredServer } from './measured-server';
import { createScratchDatabase } from './scratch-database';

const TOKEN = 'the-benchmarks-own-token';
const FACILITIES = 2;
/** Beyond this the bare server sorts for longer than anybody waits; what is left to see is how pages deep in a list do. */
const MAX_COMPARED_CASES = 100_000;

const SERVERS = [
  { name: 'this API', program: 'ours' },
  { name: 'Apollo, a resolver per field', program: 'resolver-per-field' },
  { name: 'plain SQL (the limit)', program: 'plain-sql' },
] as const;

interface Options {
  readonly cases: number;
  readonly rounds: number;
  readonly requests: number;
  readonly connections: number;
}

async function main(): Promise<void> {
  const options = readOptions();
  const database = await createScratchDatabase((text) => console.log(text));
  try {
    console.log(`generating ${options.cases} cases …`);
    const house = await fill(database.url, options.cases);
    const access = { databaseUrl: database.url, bearerToken: TOKEN };
    const statements = await checkStatements(access);
    console.log(`${statements} statements for a page of 1, 20 or 100 cases, finding out who asks included`);
    if (options.cases <= MAX_COMPARED_CASES) await compare(access, options);
    printPageTimes(await measureDeepPaging(database.url, house));
  } finally {
    await database.remove();
  }
}

async function compare(
  access: { databaseUrl: string; bearerToken: string },
  options: Options,
): Promise<void> {
  const servers = await Promise.all(SERVERS.map((server) => startMeasuredServer({ ...server, ...access })));
  console.log(
    `${options.rounds} rounds of ${options.requests} requests over ${options.connections} connections …`,
  );
  printFigures(await compareServers(servers, options));
  for (const server of servers) server.stop();
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '5' },
      requests: { type: 'string', default: '400' },
      connections: { type: 'string', default: '10' },
    },
  });
  const { cases, rounds, requests, connections } = values;
  return {
    cases: Number(cases),
    rounds: Number(rounds),
    requests: Number(requests),
    connections: Number(connections),
  };
}

/** Generates the cases, and signs their clinician in. */
async function fill(url: string, cases: number): Promise<GeneratedHouse> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const house = await generateCases(client, { cases, facilities: FACILITIES });
  await client.query(
    `INSERT INTO staff_session (id, token_hash, staff_id, expires_at)
     VALUES (gen_random_uuid(), $1, $2, now() + interval '1 day')`,
    [hashToken(TOKEN), house.clinicianId],
  );
  await client.end();
  return house;
}

function printFigures(figures: readonly Figures[]): void {
  const [ours] = figures;
  if (ours === undefined) return;
  console.log('\nThe page of 20 cases; × is the multiple of what this API needs.');
  console.table(
    Object.fromEntries(
      figures.map((one) => [
        one.name,
        {
          'p50 ms': round(one.p50Ms),
          'p99 ms': round(one.p99Ms),
          'CPU ms': round(one.cpuMsPerRequest),
          'p50 ×': round(one.p50Ms / ours.p50Ms),
          'p99 ×': round(one.p99Ms / ours.p99Ms),
          'CPU ×': round(one.cpuMsPerRequest / ours.cpuMsPerRequest),
          bytes: one.bytes,
        },
      ]),
    ),
  );
}

function printPageTimes(times: readonly PageTimes[]): void {
  console.log('\nA page of 20 from the beginning and from the middle of a list: median ms, one reader.');
  console.table(
    Object.fromEntries(
      times.map(({ list, firstPageMs, deepPageMs }) => [
        list,
        { first: round(firstPageMs), deep: round(deepPageMs), ratio: round(deepPageMs / firstPageMs) },
      ]),
    ),
  );
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
