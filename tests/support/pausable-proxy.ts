import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface PausableProxy {
  readonly port: number;
  /** From now on nothing passes, and nobody is told: the engine behind seems to hang. */
  pause(this: void): void;
  resume(this: void): void;
  /** Whatever is connected now hears nothing any more, and nobody is told; who comes anew is served. */
  strand(this: void): void;
  /** The next request, half-way through, loses its connection: the engine seems to be restarted. */
  cutNext(this: void): void;
  close(this: void): Promise<void>;
}

/** Stands before an engine of this machine, and can make it seem to hang. */
export async function startPausableProxy(port: number): Promise<PausableProxy> {
  const sockets = new Set<Socket>();
  let isPaused = false;
  let isCutting = false;
  const server = createServer((client) => {
    const engine = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (!isCutting) to.write(chunk);
        else {
          isCutting = false;
          from.destroy();
        }
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (isPaused) from.pause();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    pause() {
      isPaused = true;
      for (const socket of sockets) socket.pause();
    },
    strand() {
      for (const socket of sockets) socket.pause();
    },
    resume() {
      isPaused = false;
      for (const socket of sockets) socket.resume();
    },
    cutNext() {
      isCutting = true;
    },
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
}
