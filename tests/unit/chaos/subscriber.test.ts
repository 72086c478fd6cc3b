import { EventEmitter, once } from 'node:events';
import { type StreamLine, type StreamMessage } from '../../../scripts/chaos/stream-lines';
import { startSubscriber, type SubscriberOptions } from '../../../scripts/chaos/subscriber';
import { seededRandom } from '../../../scripts/seeded-random';

const cursorAt = (position: number): string =>
  Buffer.from(JSON.stringify(['stream', position])).toString('base64url');

function message(position: number): StreamMessage {
  const event = {
    cursor: cursorAt(position),
    kind: 'RAISED',
    caseNumber: `C${position}`,
    urgency: 'EMERGENCY',
  };
  const rest = {
    status: 'OPEN',
    tier: 1,
    at: '2026-03-01T10:00:00.000Z',
    escalation: { id: `E${position}` },
  };
  return { data: { escalationEvents: { ...event, ...rest } } };
}

/** A stream of five events that breaks after each second one; past its end it keeps silent. */
function brittleStream() {
  const opened: string[] = [];
  const ended = new EventEmitter();
  const open = (_url: string, _token: string, after: string): StreamLine => {
    opened.push(after);
    const [, from] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [string, number];
    let cut: () => void = () => undefined;
    const isCut = new Promise<void>((resolve) => (cut = resolve));
    async function* messages(): AsyncGenerator<StreamMessage, void, undefined> {
      for (let position = from + 1; position <= 5; position += 1) {
        if (position - from > 2) throw new Error('The line broke.');
        yield message(position);
      }
      ended.emit('silent');
      await isCut;
    }
    return { messages: messages(), cut };
  };
  return { opened, open, silent: () => once(ended, 'silent') };
}

async function follow(over: Partial<SubscriberOptions>) {
  const stream = brittleStream();
  const silent = stream.silent();
  const subscriber = startSubscriber({
    ...{
      name: 'one',
      fromTier: 1,
      urls: ['http://one'],
      token: 'token',
      random: seededRandom(1),
      after: cursorAt(0),
    },
    signal: new AbortController().signal,
    ...{ open: stream.open, eventsPerCheckpoint: 1, eventsPerLine: 100, ...over },
  });
  await silent;
  await subscriber.stop();
  return { heard: subscriber.heard.map(({ position }) => position), opened: stream.opened, subscriber };
}

describe('a subscriber of the simulator', () => {
  it('comes back with its last cursor whenever the line breaks', async () => {
    const { heard, opened, subscriber } = await follow({});
    expect(heard).toEqual([1, 2, 3, 4, 5]);
    expect(opened).toEqual([0, 2, 4].map(cursorAt));
    expect(subscriber.reached()).toBe(5);
  });

  it('hears nothing twice but what it did not write down', async () => {
    const { heard, opened } = await follow({ eventsPerCheckpoint: 2, after: cursorAt(2) });
    expect(heard).toEqual([3, 4, 5]);
    expect(opened).toEqual([2, 4].map(cursorAt));
  });
});
