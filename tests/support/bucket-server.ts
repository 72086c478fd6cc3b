import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What goes wrong with a path, `times` times (by default for ever); afterwards it is served. */
export interface Fault {
  readonly kind:
    | 'cut'
    | 'busy'
    | 'stall'
    | 'gone'
    | 'refused'
    | 'wrong-hash'
    | 'no-ranges'
    | 'no-digest'
    | 'other-range'
    | 'endless';
  readonly times?: number;
}

export interface BucketServer {
  readonly url: string;
  /** Every request in order, with the range that it asked for. */
  readonly requests: { readonly path: string; readonly range: string | null }[];
  /** How many pictures were asked for at once, at most. */
  mostAtOnce(): number;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A loopback server with a bucket's layout, sizes, digests and ranges, and faults on demand. */
export async function startBucket(
  files: Readonly<Record<string, Buffer>>,
  faults: Readonly<Record<string, Fault>> = {},
): Promise<BucketServer> {
  const requests: { path: string; range: string | null }[] = [];
  const left = new Map(Object.entries(faults).map(([path, { times }]) => [path, times ?? Infinity]));
  let open = 0;
  let most = 0;
  let connections = 0;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? '').slice(1);
    const range = request.headers.range ?? null;
    requests.push({ path, range });
    open += 1;
    most = Math.max(most, open);
    response.on('close', () => (open -= 1));
    const file = files[path];
    if (file === undefined) return void response.writeHead(404).end();
    const remaining = left.get(path) ?? 0;
    left.set(path, remaining - 1);
    send(response, file, range, remaining > 0 ? (faults[path]?.kind ?? null) : null);
  };
  const server = createServer(answer);
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    mostAtOnce: () => most,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(
  response: ServerResponse,
  file: Buffer,
  range: string | null,
  fault: Fault['kind'] | null,
): void {
  if (fault === 'busy') return void response.writeHead(503, { 'retry-after': '1' }).end();
  if (fault === 'gone') return void response.writeHead(404).end();
  if (fault === 'refused') return void response.writeHead(403).end();
  const from = fault === 'no-ranges' ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (from > file.length) return void response.writeHead(416).end();
  if (fault === 'endless') {
    const pour = setInterval(() => response.write(file), 1);
    response.on('close', () => clearInterval(pour));
    return;
  }
  const body = file.subarray(from);
  const start = fault === 'other-range' ? 1 : from;
  const hashed = fault === 'wrong-hash' ? Buffer.from('another') : file;
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': body.length,
    ...(from > 0 && { 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` }),
    ...(fault !== 'no-digest' && {
      'x-goog-hash': `md5=${createHash('md5').update(hashed).digest('base64')}`,
    }),
  });
  if (fault === 'cut') {
    const half = body.subarray(0, Math.ceil(body.length / 2));
    return void response.write(half, () => response.destroy());
  }
  if (fault === 'stall') return void response.write(body.subarray(0, 1));
  response.end(body);
}
