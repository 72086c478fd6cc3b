import { fork } from 'node:child_process';
import path from 'node:path';
import autocannon from 'autocannon';
import { casesPageRequest } from './query';
import { type Listening, type Usage, type UsageAsked } from './servers/measured-child';

/** A server in a process of its own, so that its processor time is nobody else's. */
export interface MeasuredServer {
  readonly name: string;
  readonly url: string;
  /** One request, for its answer. Throws on anything but 200. */
  ask(first: number): Promise<unknown>;
  usage(asked?: UsageAsked): Promise<Usage>;
  /** Sends `requests` requests for a page over `connections` connections; milliseconds that each of them took. */
  load(options: { first: number; requests: number; connections: number }): Promise<number[]>;
  stop(): void;
}

export interface ServerOptions {
  readonly name: string;
  /** A file of servers/, without its extension. */
  readonly program: string;
  readonly databaseUrl: string;
  readonly bearerToken: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startMeasuredServer(options: ServerOptions): Promise<MeasuredServer> {
  const extension = path.extname(__filename);
  const child = fork(path.join(__dirname, 'servers', options.program + extension), [], {
    execArgv: [...(extension === '.ts' ? ['-r', '@swc-node/register'] : []), ...profiling()],
    env: {
      ...process.env,
      SWCRC: 'true',
      NODE_ENV: 'production',
      BENCH_DATABASE_URL: options.databaseUrl,
      ...options.env,
    },
  });
  const nextMessage = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error(`${options.name} ended`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message as T);
      });
    });
  const { port, path: pathname } = await nextMessage<Listening>();
  const url = `http://127.0.0.1:${port}${pathname}`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${options.bearerToken}` };
  return {
    name: options.name,
    url,
    async ask(first) {
      const response = await fetch(url, { method: 'POST', headers, body: casesPageRequest(first) });
      if (response.status !== 200) throw new Error(`${options.name}: ${await response.text()}`);
      return response.json();
    },
    usage(asked = {}) {
      const usage = nextMessage<Usage>();
      child.send(asked);
      return usage;
    },
    load: ({ first, requests, connections }) =>
      loadOver(url, headers, casesPageRequest(first), requests, connections),
    stop: () => child.disconnect(),
  };
}

/** With BENCH_PROFILE_DIR each server leaves its processor profile there when it ends. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE_DIR;
  return folder === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', path.resolve(folder)];
}

function loadOver(
  url: string,
  headers: Record<string, string>,
  body: string,
  amount: number,
  connections: number,
): Promise<number[]> {
  const timesMs: number[] = [];
  return new Promise((resolve, reject) => {
    const run = autocannon({ url, method: 'POST', headers, body, amount, connections }, (error, result) => {
      if (error) reject(error instanceof Error ? error : new Error(String(error)));
      else if (result.non2xx > 0 || result.errors > 0) reject(new Error(`${url}: not every answer was 200`));
      else resolve(timesMs);
    });
    run.on('response', (_client, _status, _bytes, timeMs) => timesMs.push(timeMs));
  });
}
