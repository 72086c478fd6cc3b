import { WebSocket } from 'ws';
import { OF_THE_EVENT } from './selection';

/** Sockets that each hold one subscription. They look at no more of a message than they must. */
export interface Crowd {
  readonly size: number;
  /** When each of them got its next event, on the machine's monotonic clock, ns. */
  nextArrivals(): Promise<bigint[]>;
  close(): Promise<void>;
}

export interface Subscriber {
  close(): Promise<void>;
}

interface SubscriberOptions {
  /** Of GraphQL over HTTP; the sockets take the same path. */
  readonly url: string;
  readonly token: string;
  readonly query?: string;
  /** The cursor to begin behind; from now on if not given. */
  readonly after?: string;
  readonly onEvent: (message: Buffer, arrivedNs: bigint) => void;
}

const OPENED_AT_ONCE = 50;
const NEXT = '"type":"next"';

/** Opens one socket for each token. That the subscriptions stand is known when their first event has come. */
export async function gatherCrowd(url: string, tokens: readonly string[]): Promise<Crowd> {
  let arrivals: bigint[] = [];
  let whenAll: (arrivals: bigint[]) => void = () => undefined;
  const onEvent = (_message: Buffer, arrivedNs: bigint): void => {
    arrivals.push(arrivedNs);
    if (arrivals.length === tokens.length) whenAll(arrivals);
  };
  const members: Subscriber[] = [];
  for (let start = 0; start < tokens.length; start += OPENED_AT_ONCE) {
    const some = tokens.slice(start, start + OPENED_AT_ONCE);
    members.push(...(await Promise.all(some.map((token) => subscribe({ url, token, onEvent })))));
  }
  return {
    size: tokens.length,
    nextArrivals() {
      arrivals = [];
      return new Promise((resolve) => (whenAll = resolve));
    },
    async close() {
      await Promise.all(members.map((member) => member.close()));
    },
  };
}

/** Resolves when the socket has asked for its subscription. */
export async function subscribe(options: SubscriberOptions): Promise<Subscriber> {
  const { url, token, query = OF_THE_EVENT, after, onEvent } = options;
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  const send = (message: object): void => socket.send(JSON.stringify(message));
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`The server closed a socket with ${code}.`)));
    socket.on('open', () => send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    socket.on('message', (message: Buffer) => {
      const arrivedNs = process.hrtime.bigint();
      if (message.includes(NEXT)) onEvent(message, arrivedNs);
      else if (message.includes('"type":"connection_ack"')) {
        send({ id: '1', type: 'subscribe', payload: { query, variables: { after } } });
        resolve();
      } else if (message.includes('"type":"error"')) throw new Error(message.toString());
    });
  });
  return {
    async close() {
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.close();
      await closed;
    },
  };
}
