import { type MeasuredServer } from '../measured-server';
import { subscribe } from './crowd';
import { type PublishedEvent } from './selection';

interface ReplayAsked {
  /** One for each subscriber; they come back at the same moment. */
  readonly tokens: readonly string[];
  readonly query: string;
  /** The places behind which and up to which is read. */
  readonly from: number;
  readonly to: number;
}

export interface Replay {
  /** Of all subscribers together, from the first who asks until the last has everything. */
  readonly perSecond: number;
  readonly isCompleteAndOrdered: boolean;
}

/** Everything behind a place, to subscribers who come back: the socket, the sign-in and every event. */
export async function measureReplay(server: MeasuredServer, asked: ReplayAsked): Promise<Replay> {
  const missed = asked.to - asked.from;
  const startNs = process.hrtime.bigint();
  const heard = await Promise.all(asked.tokens.map((token) => comeBack(server, token, asked)));
  const endNs = heard.reduce((latest, { endNs }) => (endNs > latest ? endNs : latest), startNs);
  await Promise.all(heard.map(({ leave }) => leave()));
  return {
    perSecond: ((missed * asked.tokens.length) / Number(endNs - startNs)) * 1e9,
    isCompleteAndOrdered: heard.every(({ messages }) =>
      messages.every((message, index) => positionIn(message) === asked.from + index + 1),
    ),
  };
}

interface Heard {
  readonly messages: readonly Buffer[];
  /** When the last message came. */
  readonly endNs: bigint;
  readonly leave: () => Promise<void>;
}

async function comeBack(
  server: MeasuredServer,
  token: string,
  { query, from, to }: ReplayAsked,
): Promise<Heard> {
  const messages: Buffer[] = [];
  let whenComplete: (atNs: bigint) => void = () => undefined;
  const complete = new Promise<bigint>((resolve) => (whenComplete = resolve));
  const subscriber = await subscribe({
    url: server.url,
    token,
    query,
    after: cursorAt(from),
    onEvent: (message, arrivedNs) => {
      messages.push(message);
      if (messages.length === to - from) whenComplete(arrivedNs);
    },
  });
  return { messages, endNs: await complete, leave: () => subscriber.close() };
}

function cursorAt(position: number): string {
  return Buffer.from(JSON.stringify(['stream', position])).toString('base64url');
}

function positionIn(message: Buffer): number {
  const { payload } = JSON.parse(message.toString()) as {
    payload: { data: { escalationEvents: PublishedEvent } };
  };
  const [, position] = JSON.parse(
    Buffer.from(payload.data.escalationEvents.cursor, 'base64url').toString(),
  ) as [string, number];
  return position;
}
