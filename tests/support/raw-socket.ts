import { once } from 'node:events';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { WebSocket, type ClientOptions } from 'ws';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A WebSocket whose every message the test sends and reads itself. */
export interface RawSocket {
  readonly socket: WebSocket;
  /** How it was closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  send(message: Message): void;
  /** The next message that arrives; pings and pongs of the WebSocket itself are none. */
  next(): Promise<Message>;
}

export async function openRawSocket(url: string, options: ClientOptions = {}): Promise<RawSocket> {
  const address = `${url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(address, GRAPHQL_TRANSPORT_WS_PROTOCOL, options);
  const arrived: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Message;
    const reader = waiting.shift();
    if (reader === undefined) arrived.push(message);
    else reader(message);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (message) => socket.send(JSON.stringify(message)),
    next() {
      const message = arrived.shift();
      return message === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(message);
    },
  };
}

/** Opens a socket and says who is calling; with the answer to that still to be read. */
export async function greetAs(token: string, url: string, options: ClientOptions = {}): Promise<RawSocket> {
  const raw = await openRawSocket(url, options);
  raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  return raw;
}

/** Opens a socket as somebody whom the server lets in. */
export async function connectAs(token: string, url: string, options: ClientOptions = {}): Promise<RawSocket> {
  const raw = await greetAs(token, url, options);
  const { type } = await raw.next();
  if (type !== 'connection_ack') throw new Error(`The server answered ${type}.`);
  return raw;
}
