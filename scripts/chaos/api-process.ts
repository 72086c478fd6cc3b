import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findProjectRoot } from '../project-root';

const RESTART_AFTER_MS = 250;
const REMEMBERED_OUTPUT_CHARACTERS = 4_000;

/** One API process under a supervisor that starts it again however it ends. */
export interface ApiProcess {
  /** What its connections to PostgreSQL call themselves. */
  readonly name: string;
  readonly url: string;
  isServing(): boolean;
  /** SIGKILL; false where there is nothing that could be killed. */
  kill(): boolean;
  /** What it wrote last before it ended without having been killed; empty unless that happened. */
  crashes(): readonly string[];
  whenServing(): Promise<void>;
  stop(): Promise<void>;
}

export interface ApiProcessOptions {
  readonly name: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts src/main.ts, built or not as this file is. */
export function superviseApi({ name, port, env }: ApiProcessOptions): ApiProcess {
  const url = `http://127.0.0.1:${port}`;
  const stopping = new AbortController();
  const crashes: string[] = [];
  let child: ChildProcess | null = null;
  let isServing = false;
  let wasKilled = false;
  let announce: () => void = () => undefined;
  const ended = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await serveOnce();
      await delay(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function serveOnce(): Promise<void> {
    wasKilled = false;
    let output = '';
    let hasServed = false;
    child = startApi({ ...env, PORT: String(port), PUBLIC_URL: url });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-REMEMBERED_OUTPUT_CHARACTERS);
      });
    }
    child.once('message', () => {
      isServing = hasServed = true;
      announce();
    });
    await once(child, 'exit');
    isServing = false;
    // One that cannot start while PostgreSQL is away ends too, and is started again: that is what supervisors are for.
    if (hasServed && !wasKilled && !stopping.signal.aborted) crashes.push(output);
  }

  function kill(): boolean {
    wasKilled = true;
    return child?.kill('SIGKILL') ?? false;
  }

  return {
    name,
    url,
    isServing: () => isServing,
    kill,
    crashes: () => crashes,
    whenServing: () =>
      new Promise((resolve) => {
        announce = resolve;
        if (isServing) resolve();
      }),
    async stop() {
      stopping.abort();
      kill();
      await ended;
    },
  };
}

function startApi(env: NodeJS.ProcessEnv): ChildProcess {
  const extension = path.extname(__filename);
  return fork(path.join(__dirname, `../../src/main${extension}`), [], {
    cwd: findProjectRoot(), // where it looks for configs/
    execArgv: extension === '.ts' ? ['-r', '@swc-node/register'] : [],
    env,
    silent: true,
  });
}
