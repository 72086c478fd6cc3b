import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** Whether a server could listen on this port now. `host` undefined means every interface. */
export function isPortFree(port: number, host: string | undefined = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port of the loopback interface that the operating system calls free. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port to be had on the loopback interface')),
      );
    });
  });
}
