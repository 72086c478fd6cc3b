/**
 * `npm run chaos:escalations -- --events 1000 --kill api,redis,postgres [--kills 30] [--seconds-per-minute 1] [--seed 1]`
 * Real processes on engines of their own, killed with SIGKILL while escalations are raised, followed and answered. Ends
 * with status 1 if anything was lost, doubled, disordered or told to a stranger, and with 2 if that could not be found out.
 * Which file does what: docs/chaos.md. A run is run-chaos.ts.
 */
import { readChaosOptions } from './chaos-options';
import { faultsOf } from './chaos-outcome';
import { describeOutcome } from './describe-outcome';
import { runChaos } from './run-chaos';

const FAULTS_FOUND = 1;
const COULD_NOT_RUN = 2;

async function main(): Promise<number> {
  const options = readChaosOptions(process.argv.slice(2));
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort());
  const outcome = await runChaos(options, (text) => console.log(text), interrupted.signal);
  console.log(`\n${describeOutcome(outcome)}`);
  return faultsOf(outcome).length === 0 ? 0 : FAULTS_FOUND;
}

void main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return COULD_NOT_RUN;
  })
  .then((status) => process.exit(status));
