import { WebSocket } from 'ws';
import { OF_THE_EVENT } from './selection';

/** Sockets that each hold one subscription. They look at no more of a message than they must. */
export interface Crowd {
  readonly size: number;
  /**
   * When each of them got its next event, on the machine's monotonic clock, ns. One call at a time. Rejects if one is told
   * twice, or if one is not told in time.
   */
  nextArrivals(): Promise<bigint[]>;
  /** The last event that one of them got; null before the first. */
  lastMessage(): Buffer | null;
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

/** Waiting for one event. */
interface Round {
  readonly arrivals: (bigint | undefined)[];
  missing: number;
  resolve(arrivals: bigint[]): void;
  reject(error: Error): void;
}

const OPENED_AT_ONCE = 50;
const TOLD_WITHIN_MS = 20_000;
const NEXT = '"type":"next"';

/** Opens one socket for each token. That the subscriptions stand is known when their first event has come. */
export async function gatherCrowd(url: string, tokens: readonly string[]): Promise<Crowd> {
  let round: Round | null = null;
  let lastMessage: Buffer | null = null;
  const onEvent = (member: number, message: Buffer, arrivedNs: bigint): void => {
    lastMessage = message;
    if (round === null) return;
    if (round.arrivals[member] !== undefined) round.reject(new Error('A subscriber was told twice.'));
    round.arrivals[member] = arrivedNs;
    round.missing -= 1;
    if (round.missing === 0) round.resolve(round.arrivals.map((arrival) => arrival ?? 0n));
  };
  const members: Subscriber[] = [];
  for (let start = 0; start < tokens.length; start += OPENED_AT_ONCE) {
    const opening = tokens.slice(start, start + OPENED_AT_ONCE).map((token, offset) =>
      subscribe({
        url,
        token,
        onEvent: (message, arrivedNs) => onEvent(start + offset, message, arrivedNs),
      }),
    );
    members.push(...(await Promise.all(opening)));
  }
  return {
    size: tokens.length,
    async nextArrivals() {
      let impatience: NodeJS.Timeout | undefined;
      try {
        return await new Promise<bigint[]>((resolve, reject) => {
          const begun: Round = { arrivals: [], missing: tokens.length, resolve, reject };
          round = begun;
          impatience = setTimeout(
            () => reject(new Error(`${begun.missing} of ${tokens.length} subscribers were not told.`)),
            TOLD_WITHIN_MS,
          );
        });
      } finally {
        clearTimeout(impatience);
      }
    },
    lastMessage: () => lastMessage,
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
