/**
 * `npm run bench:escalations [-- --subscribers 1,500 --rounds 5 --events 100 --idle 0,500,2000 --missed 500,5000 --returning 1,20]`
 * From the commit of an escalation event to every socket, beside a bare graphql-ws server over Redis' publish and subscribe
 * that keeps nothing; what a replay takes; what an idle socket costs; what a second process costs, and Redis being away.
 * The whole product, on durable engines of its own; events are committed by another process than the ones that serve.
 *
 * In escalations/: stage.ts has the engines, the servers and who brings events about (raise.ts; staff.ts signs in); crowd.ts holds
 * the sockets; measure-*.ts are one measurement each, and print.ts their tables; plain-server.ts is what is compared with, and
 * selection.ts what both are asked for; options.ts is the command line.
 */
import { measureFootprint } from './escalations/measure-footprint';
import { type Contestant, type Latency, measureLatency } from './escalations/measure-latency';
import { measureReplay } from './escalations/measure-replay';
import { type Options, readOptions } from './escalations/options';
import {
  load,
  printFootprints,
  printLatencies,
  printReplays,
  type RepeatedReplay,
  round,
} from './escalations/print';
import { AS_IT_IS_NOW, OF_THE_EVENT } from './escalations/selection';
import { setStage, type Stage } from './escalations/stage';
import { type MeasuredServer } from './measured-server';

const TARGET_P99_MS = 250;
const TARGET_REPLAY_PER_SECOND = 2_000;
const REPLAYS = 5;
const SELECTIONS = { 'the event': OF_THE_EVENT, 'with the escalation as it is now': AS_IT_IS_NOW } as const;
/** Each of them finds an idle server. */
const USUAL_PACE = { warmUpEvents: 100, pauseMs: 20, pauseSpreadMs: 17 } as const;
/** Without Redis the processes look once a second: the events are spread over that second. */
const UNHEARD = { rounds: 2, eventsPerRound: 25, warmUpEvents: 0, pauseMs: 0, pauseSpreadMs: 1_000 } as const;

async function main(): Promise<void> {
  const options = readOptions();
  const stage = await setStage(Math.max(...options.subscribers, ...options.idle, ...options.returning));
  const failures: string[] = [];
  try {
    const house = await stage.startHouse('this API');
    const plain = await stage.startPlain();
    const peer: Contestant = { name: plain.name, processes: [plain], happen: stage.publish };
    await compareFootprints([house, plain], stage, options);
    const alone: Contestant = { name: house.name, processes: [house], happen: stage.commit };
    failures.push(...(await compareLatencies([alone, peer], stage, options)));
    failures.push(...(await replay(house, stage, options)));

    console.log('\nTwo processes: subscribers at the one, numbers given by the other.');
    const second = await stage.startHouse('this API, its second process');
    const afar: Contestant = { name: second.name, processes: [second, house], happen: stage.commit };
    failures.push(...(await compareLatencies([afar, peer], stage, options)));
    for (const server of [house, second, plain]) server.stop();
    await measureWithoutRedis(stage);
  } finally {
    await stage.close();
  }
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
}

async function compareFootprints(
  servers: readonly MeasuredServer[],
  { tokens }: Stage,
  { idle }: Options,
): Promise<void> {
  const footprints = [];
  for (const server of servers) footprints.push(...(await measureFootprint(server, tokens, idle)));
  printFootprints(footprints);
}

async function compareLatencies(
  contestants: readonly Contestant[],
  { tokens }: Stage,
  { subscribers, rounds, events: eventsPerRound }: Options,
): Promise<string[]> {
  const figures: Latency[] = [];
  for (const count of subscribers) {
    console.log(`\n${count} subscribers, ${rounds} rounds of ${eventsPerRound} events, load ${load()}`);
    const pace = { ...USUAL_PACE, tokens: tokens.slice(0, count), rounds, eventsPerRound };
    const measured = await measureLatency(contestants, pace);
    printLatencies(measured);
    figures.push(...measured.slice(0, 1));
  }
  return figures
    .filter(({ p99Ms }) => p99Ms > TARGET_P99_MS)
    .map(
      ({ name, subscribers, p99Ms }) =>
        `${name}, ${subscribers} subscribers: p99 ${round(p99Ms)} ms; ${TARGET_P99_MS} is the target.`,
    );
}

async function replay(
  server: MeasuredServer,
  { raised, tokens }: Stage,
  { missed, returning }: Options,
): Promise<string[]> {
  await raised.raise(Math.max(...missed));
  const to = await raised.numbered();
  const kinds: RepeatedReplay[] = [];
  for (const count of missed) {
    for (const subscribers of returning) {
      for (const [selected, query] of Object.entries(SELECTIONS)) {
        const asked = { tokens: tokens.slice(0, subscribers), query, from: to - count, to };
        const replays = [];
        for (let time = 0; time < REPLAYS; time += 1) replays.push(await measureReplay(server, asked));
        kinds.push({ selected, subscribers, missed: count, replays });
      }
    }
  }
  return printReplays(kinds)
    .filter((row) => !row['complete and ordered'] || row['events/s'] < TARGET_REPLAY_PER_SECOND)
    .map(
      (row) => `Short of complete, ordered and ${TARGET_REPLAY_PER_SECOND} events/s: ${JSON.stringify(row)}`,
    );
}

/** Nobody can ring: whoever numbers looks by itself, and so does whoever reads. */
async function measureWithoutRedis(stage: Stage): Promise<void> {
  const first = await stage.startHouse('the process that numbers', { withoutRedis: true });
  const other = await stage.startHouse('the other process', { withoutRedis: true });
  const figures = [];
  for (const server of [other, first]) {
    const contestant: Contestant = {
      name: server.name,
      processes: [server],
      happen: stage.commitUnheard,
    };
    figures.push(...(await measureLatency([contestant], { ...UNHEARD, tokens: stage.tokens.slice(0, 1) })));
  }
  console.log('\nRedis away, one subscriber; committed by a third process');
  printLatencies(figures);
  for (const server of [first, other]) server.stop();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
