import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type Response } from 'express';
import { type EventResponse, openEventResponse } from '../../../src/server/event-response';

const BEAT_MS = 1000;

/** A response whose client takes what the test lets it take. */
class TestResponse extends EventEmitter {
  readonly req = {
    socket: Object.assign(new EventEmitter(), { destroyed: false, destroy: () => this.destroy() }),
  };
  readonly written: string[] = [];
  takes = true;
  writableEnded = false;
  destroyed = false;
  closed = false;
  private waiting: (() => void)[] = [];

  status(): this {
    return this;
  }
  set(): this {
    return this;
  }
  flushHeaders(): void {
    return;
  }
  write(text: string, hasLeft: () => void = () => undefined): boolean {
    this.written.push(text);
    if (this.takes) hasLeft();
    else this.waiting.push(hasLeft);
    return this.takes;
  }
  end(text?: string): void {
    this.writableEnded = true;
    if (text !== undefined) this.written.push(text);
  }
  destroy(): void {
    this.destroyed = true;
    this.close();
  }
  close(): void {
    this.closed = true;
    this.emit('close');
  }
  drain(): void {
    this.takes = true;
    this.waiting.splice(0).forEach((hasLeft) => hasLeft());
    this.emit('drain');
  }
}

function open(): { response: TestResponse; events: EventResponse } {
  const response = new TestResponse();
  return { response, events: openEventResponse(response as unknown as Response, BEAT_MS) };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('writes an event with its id, and no line of its own for what it has not', async () => {
  const { response, events } = open();
  await events.send({ name: 'next', data: { a: 'line\nbreak' }, id: 'c1' });
  await events.send({ name: 'complete', data: null });
  expect(response.written).toEqual([
    ':\n\n',
    'event: next\nid: c1\ndata: {"a":"line\\nbreak"}\n\n',
    'event: complete\ndata: null\n\n',
  ]);
});

it('waits for a client that takes less than it is given, and leaves no listener behind', async () => {
  const { response, events } = open();
  const listeners = response.listenerCount('close');
  response.takes = false;
  let isSent = false;
  const sending = events.send({ name: 'next', data: {} }).then(() => (isSent = true));
  await jest.advanceTimersByTimeAsync(1);
  expect(isSent).toBe(false);
  response.drain();
  await sending;
  expect([response.listenerCount('drain'), response.listenerCount('close')]).toEqual([0, listeners]);
});

it('waits no longer once the line is gone, and writes nothing more', async () => {
  const { response, events } = open();
  response.takes = false;
  const sending = events.send({ name: 'next', data: {} });
  response.destroy();
  await sending;
  await events.closed;
  const written = response.written.length;
  await events.send({ name: 'next', data: {} });
  expect(response.written).toHaveLength(written);
  await jest.advanceTimersByTimeAsync(3 * BEAT_MS);
  expect(jest.getTimerCount()).toBe(0);
});

it('beats, and cuts a line that has not taken a beat by the next', async () => {
  const { response } = open();
  await jest.advanceTimersByTimeAsync(3 * BEAT_MS);
  expect(response.written).toEqual([':\n\n', ':\n\n', ':\n\n', ':\n\n']);
  response.takes = false;
  await jest.advanceTimersByTimeAsync(BEAT_MS);
  expect(response.destroyed).toBe(false);
  await jest.advanceTimersByTimeAsync(BEAT_MS);
  expect(response.destroyed).toBe(true);
});

it('says when to come back, and hangs up on a client that does not take it', async () => {
  const { response, events } = open();
  events.end(1200);
  events.end(null);
  expect(response.written.at(-1)).toBe('retry: 1200\n\n');
  await events.send({ name: 'next', data: {} });
  expect(response.written.at(-1)).toBe('retry: 1200\n\n');
  await jest.advanceTimersByTimeAsync(2000);
  expect(response.destroyed).toBe(true);
});

it('notices that its connection is gone, also before it was its turn there', async () => {
  jest.useRealTimers();
  const opened: EventResponse[] = [];
  const bothAsked = new EventEmitter();
  const server = createServer((_request, response) => {
    opened.push(openEventResponse(asExpress(response), BEAT_MS));
    if (opened.length === 2) bothAsked.emit('asked');
  });
  await once(server.listen(0), 'listening');
  const client = connect((server.address() as AddressInfo).port);
  client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(2));
  await once(bothAsked, 'asked');

  client.destroy();
  await Promise.all(opened.map(({ closed }) => closed));
  server.close();
});

it('cuts the connection of a response that waits for its turn on it', async () => {
  jest.useRealTimers();
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    const events = openEventResponse(asExpress(response), BEAT_MS);
    if (count === 2) events.cut();
  });
  await once(server.listen(0), 'listening');
  const client = connect((server.address() as AddressInfo).port);
  client.resume().write('GET / HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(2));
  await once(client, 'close');
  server.close();
});

/** Node's own response, with the two methods that Express adds. */
function asExpress(response: ServerResponse): Response {
  const added = {
    status: () => added,
    set: (headers: Record<string, string>) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    },
  };
  return Object.assign(response, added) as unknown as Response;
}
