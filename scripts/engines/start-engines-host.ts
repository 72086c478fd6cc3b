import { fork } from 'node:child_process';
import path from 'node:path';
import type { EngineUrls } from './engines';
import type { HostMessage } from './engines-host';

export interface EnginesHost {
  readonly pid: number;
  readonly urls: EngineUrls;
  /** Settles with a reason when the host ends, wanted or not. */
  readonly exited: Promise<string>;
  /** Ends the engines in order; resolves when none of them runs any more. */
  stop(): Promise<void>;
}

export interface EnginesHostOptions {
  readonly dataDir: string;
  /** Engines without durability whose data folder is removed when they stop; outside addresses are ignored. */
  readonly throwAway: boolean;
  readonly onProgress: (text: string) => void;
}

/** Starts the engines in a process of their own and waits until they answer. Throws the reason if they do not. */
export function startEnginesHost(options: EnginesHostOptions): Promise<EnginesHost> {
  const extension = path.extname(__filename);
  const child = fork(
    path.join(__dirname, `engines-host${extension}`),
    [path.resolve(options.dataDir), ...(options.throwAway ? ['--throw-away'] : [])],
    {
      // From sources (tests) the host is compiled as it loads; from dist/ it already is.
      execArgv: extension === '.ts' ? ['-r', '@swc-node/register'] : [],
      env: { ...process.env, SWCRC: 'true' },
      detached: true, // out of reach of a terminal's Ctrl-C, which is for the parent
    },
  );
  let reason = 'the engines ended';
  const exited = new Promise<string>((resolve) => child.once('exit', () => resolve(reason)));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    void exited.then((why) => reject(new Error(why)));
    child.on('message', (message: HostMessage) => {
      switch (message.type) {
        case 'progress':
          return options.onProgress(message.text);
        case 'failed':
          reason = message.reason;
          return;
        case 'ready':
          return resolve({ pid: child.pid ?? 0, urls: message.urls, exited, stop });
      }
    });
  });
}
