/**
 * `npm run dev:medgemma [-- --port 8089 --behave good,slow,…]`: a loopback MedGemma to develop against. It knows no
 * medicine: its answers repeat the evidence. Ctrl-C ends it.
 */
import { parseArgs } from 'node:util';
import { Behaviour, parseBehaviours } from './behaviours';
import { startLoopbackMedGemma } from './loopback-server';
import { type SeenRequest } from './request-log';

const DEFAULT_PORT = 8089;
const MAX_PORT = 65_535;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      behave: { type: 'string', default: Behaviour.GOOD },
    },
  });
  const server = await startLoopbackMedGemma({
    port: portOf(values.port),
    script: parseBehaviours(values.behave),
    keepTexts: false,
    onRequest: (request) => console.log(lineOf(request)),
  });
  console.log(directions(server.url));
  const stop = (): void => void server.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function portOf(given: string): number {
  const port = Number(given);
  if (!Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw new Error('--port is a number up to 65535.');
  return port;
}

/** Which wire, how much, and what came of it: nothing of what was asked. */
function lineOf({ at, wire, bytes, hasPicture, isRepair, behaviour }: SeenRequest): string {
  const facts = [
    at.toISOString().slice(11, 19),
    wire ?? 'no wire',
    `${Math.ceil(bytes / 1024)} KiB`,
    ...(hasPicture ? ['with a picture'] : []),
    ...(isRepair ? ['repair'] : []),
    behaviour ?? 'refused: not in the form of its wire',
  ];
  return facts.join('  ');
}

function directions(url: string): string {
  return `A loopback MedGemma listens on ${url}. A server that asks it:

  MEDGEMMA_BASE_URL=${url}/v1 ./scripts/start_server.sh development

Its manners from now on, one for each of the next questions, the last one for ever:

  curl -s ${url}/behave -d '{"behaviours": ["SLOW", "${Behaviour.GOOD}"]}'

It knows ${Object.values(Behaviour).join(', ')}.
`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
