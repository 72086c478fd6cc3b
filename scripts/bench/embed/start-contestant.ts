import { fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { type ContestantName, type ContestantSetup, type Round, type RoundResult } from './contestant';

export interface RunningContestant {
  readonly name: ContestantName;
  run(round: Round): Promise<RoundResult>;
  stop(): void;
}

/** Starts the contestant's process; resolves once its model is loaded. Rejects, then or later, if the process ends. */
export async function startContestant(
  name: ContestantName,
  setup: ContestantSetup,
): Promise<RunningContestant> {
  const extension = extname(__filename);
  const child = fork(join(__dirname, `contestant-process${extension}`), [name, JSON.stringify(setup)], {
    execArgv: extension === '.ts' ? ['-r', '@swc-node/register'] : [],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const nextMessage = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error(`${name} ended`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message as T);
      });
    });
  await nextMessage();
  return {
    name,
    run(round) {
      const result = nextMessage<RoundResult>();
      child.send(round);
      return result;
    },
    stop: () => void child.kill(),
  };
}
