import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface DyingPostgres {
  readonly url: string;
  /** Connections so far. */
  connections(): number;
  close(): Promise<void>;
}

/**
 * Speaks as much of PostgreSQL's protocol as shows its sudden death: its first connection is told that all is well, and that the
 * server has gone, by one and the same packet, where a busy process finds both at once. Whoever comes back gets an empty answer to
 * everything.
 */
export async function startDyingPostgres(dies: 'when connected' | 'when answered'): Promise<DyingPostgres> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const isFirst = ++connections === 1;
    let isGreeted = false;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.on('data', () => {
      const moment = isGreeted ? 'when answered' : 'when connected';
      const answer = isGreeted ? [ANSWERED] : [WELCOME];
      isGreeted = true;
      if (isFirst && moment === dies) socket.end(Buffer.concat([...answer, READY, GONE]));
      else socket.write(Buffer.concat([...answer, READY]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgresql://nobody@127.0.0.1:${port}/nothing`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const WELCOME = message('R', Buffer.alloc(4));
const ANSWERED = message('C', Buffer.from('SELECT 0\0'));
const READY = message('Z', Buffer.from('I'));
const GONE = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);
