import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ask, CLINICIAN_TOKEN, startTinyServer, TINY_SETTINGS, type Hold } from '../../support/tiny-server';

function hold(): Hold & { readonly isEntered: Promise<void>; release(): void } {
  let entered: () => void = () => undefined;
  let release: () => void = () => undefined;
  const isEntered = new Promise<void>((resolve) => (entered = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  return { entered: () => entered(), isEntered, released, release: () => release() };
}

it('finishes what is under way and takes nothing new', async () => {
  const held = hold();
  const server = await startTinyServer({ hold: held });
  const underWay = ask(server, '{ slow }');
  await held.isEntered;

  const closed = server.close();
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
  held.release();
  expect((await underWay).data).toEqual({ slow: 'finished' });
  await closed;
});

it('says goodbye to subscribers with 1001 and when to come back, elsewhere', async () => {
  const server = await startTinyServer({ ticks: () => forever() });
  const closedWith = new Promise<{ code: number; reason: string }>((resolve) => {
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${CLINICIAN_TOKEN}` },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      on: {
        connected: () => void server.close(),
        closed: (event) => resolve(event as { code: number; reason: string }),
      },
    });
    client.subscribe(
      { query: 'subscription { ticks }' },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
  });
  const { code, reason } = await closedWith;
  expect(code).toBe(1001);
  const { reconnectAfterMs } = JSON.parse(reason) as { reconnectAfterMs: number };
  expect(reconnectAfterMs).toBeGreaterThanOrEqual(0);
  expect(reconnectAfterMs).toBeLessThan(TINY_SETTINGS.reconnectSpreadMs);
  await server.close();
});

it('waits no longer than it was told for a request that does not end', async () => {
  const held = hold();
  const server = await startTinyServer(
    { hold: held },
    { settings: { ...TINY_SETTINGS, drainTimeoutMs: 20 } },
  );
  const cut = ask(server, '{ slow }').catch((error: unknown) => error);
  await held.isEntered;
  await server.close();
  expect(String(await cut)).toContain('fetch failed');
  held.release();
});

async function* forever(): AsyncGenerator<number> {
  await new Promise(() => undefined);
  yield 0;
}
