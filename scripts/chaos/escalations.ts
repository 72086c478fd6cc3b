/**
 * `npm run chaos:escalations -- --events 1000 --kill api,redis,postgres [--kills 30] [--seconds-per-minute 1] [--seed 1]`
 * Real processes on engines of their own, killed with SIGKILL while escalations are raised, followed and answered. Ends
 * with status 1 if one event was lost, came twice under two cursors, or came out of order.
 */
import { readChaosOptions } from './chaos-options';
import { printOutcome } from './print-outcome';
import { runChaos } from './run-chaos';

async function main(): Promise<void> {
  const outcome = await runChaos(readChaosOptions(process.argv.slice(2)), (text) => console.log(text));
  printOutcome(outcome);
  const { verdict, truth, webhook, unanswered, crashes } = outcome;
  const wrong =
    truth.gaps + truth.unnumbered + webhook.forged + webhook.renamed + unanswered + crashes.length;
  const isSound = verdict.passed && wrong === 0;
  console.log(isSound ? 'Nothing was lost, doubled or disordered.' : 'FAILED.');
  process.exitCode = isSound ? 0 : 1;
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => process.exit());
