import { type MeasuredServer } from '../measured-server';
import { subscribe } from './crowd';
import { type PublishedEvent } from './selection';

interface ReplayAsked {
  readonly token: string;
  readonly query: string;
  /** The places behind which and up to which is read. */
  readonly from: number;
  readonly to: number;
}

export interface Replay {
  readonly missed: number;
  readonly perSecond: number;
  readonly isCompleteAndOrdered: boolean;
}

/** Everything behind a place, to one subscriber who comes back: from asking until the last event has come. */
export async function measureReplay(
  server: MeasuredServer,
  { token, query, from, to }: ReplayAsked,
): Promise<Replay> {
  const messages: Buffer[] = [];
  let whenComplete: (atNs: bigint) => void = () => undefined;
  const complete = new Promise<bigint>((resolve) => (whenComplete = resolve));
  const startNs = process.hrtime.bigint();
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
  const endNs = await complete;
  await subscriber.close();
  return {
    missed: to - from,
    perSecond: ((to - from) / Number(endNs - startNs)) * 1e9,
    isCompleteAndOrdered: messages.every((message, index) => positionIn(message) === from + index + 1),
  };
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
