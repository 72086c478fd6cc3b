import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findProjectRoot } from '../project-root';

const RESTART_AFTER_MS = 250;
const REMEMBERED_OUTPUT_CHARACTERS = 4_000;
const SERVING_TIMEOUT_MS = 120_000;
const LOOK_AGAIN_MS = 50;

/** One API process under a supervisor that starts it again however it ends. */
export interface ApiProcess {
  readonly url: string;
  isServing(): boolean;
  /** Whether connections that call themselves so are of the process that runs now, and of none before it. */
  owns(connectionName: string): boolean;
  /** SIGKILL; resolves when it is dead, with false where there was nothing to kill. */
  kill(): Promise<boolean>;
  /** What it wrote last before it ended without having been killed; empty unless that happened. */
  crashes(): readonly string[];
  /** Throws, with what it wrote last, if it does not serve in time. */
  whenServing(): Promise<void>;
  stop(): Promise<void>;
}

export interface ApiProcessOptions {
  readonly name: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starts src/main.ts, built or not as this file is. */
export function superviseApi({ name, port, databaseUrl, env }: ApiProcessOptions): ApiProcess {
  const url = `http://127.0.0.1:${port}`;
  const stopping = new AbortController();
  const crashes: string[] = [];
  let child: ChildProcess | null = null;
  let starts = 0;
  let isServing = false;
  let wasKilled = false;
  let lastOutput = '';
  const connectionName = (): string => `${name}.${starts}`;
  const ended = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await serveOnce();
      await delay(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function serveOnce(): Promise<void> {
    starts += 1;
    wasKilled = false;
    let output = '';
    let hasServed = false;
    const DATABASE_URL = `${databaseUrl}?application_name=${connectionName()}`;
    child = startApi({ ...env, DATABASE_URL, PORT: String(port), PUBLIC_URL: url });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-REMEMBERED_OUTPUT_CHARACTERS);
      });
    }
    child.once('message', () => {
      isServing = hasServed = true;
    });
    await once(child, 'exit');
    child = null;
    lastOutput = output;
    isServing = false;
    // One that cannot start while PostgreSQL is away ends too, and is started again: that is what supervisors are for.
    if (hasServed && !wasKilled && !stopping.signal.aborted) crashes.push(output);
  }

  async function kill(): Promise<boolean> {
    const victim = child;
    if (victim === null) return false;
    wasKilled = true;
    const dead = once(victim, 'exit');
    const isStruck = victim.kill('SIGKILL');
    if (isStruck) await dead;
    return isStruck;
  }

  return {
    url,
    isServing: () => isServing,
    owns: (asked) => child !== null && asked === connectionName(),
    kill,
    crashes: () => crashes,
    async whenServing() {
      for (const deadline = Date.now() + SERVING_TIMEOUT_MS; !isServing; await delay(LOOK_AGAIN_MS))
        if (Date.now() > deadline) throw new Error(`${name} does not serve:\n${lastOutput}`);
    },
    async stop() {
      stopping.abort();
      await kill();
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
