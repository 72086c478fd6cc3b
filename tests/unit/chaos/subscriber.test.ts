import { EventEmitter, once } from 'node:events';
import { type LineRequest, type OpenLine, type StreamLine } from '../../../scripts/chaos/stream-lines';
import { startSubscriber, type SubscriberOptions } from '../../../scripts/chaos/subscriber';
import { CASE_EVENTS, type CaseEvent, positionOf } from '../../../scripts/chaos/watched-streams';
import { seededRandom } from '../../../scripts/seeded-random';

const cursorAt = (position: number): string =>
  Buffer.from(JSON.stringify(['stream', position])).toString('base64url');

const eventAt = (position: number): CaseEvent => ({
  ...{ cursor: cursorAt(position), case: { number: `C${position}` }, kind: 'case.opened', actor: 'SYSTEM' },
  at: '2026-03-01T10:00:00.000Z',
});

/** A stream of five events that breaks after each second one; past its end it keeps silent. */
function brittleStream() {
  const opened: string[] = [];
  const ended = new EventEmitter();
  const open: OpenLine = <E>({ after }: LineRequest): StreamLine<E> => {
    opened.push(after);
    const from = positionOf(after);
    let cut: () => void = () => undefined;
    const isCut = new Promise<void>((resolve) => (cut = resolve));
    async function* messages() {
      for (let position = from + 1; position <= 5; position += 1) {
        if (position - from > 2) throw new Error('The line broke.');
        yield { data: { event: eventAt(position) as E } };
      }
      ended.emit('silent');
      await isCut;
    }
    return { messages: messages(), cut };
  };
  return { opened, open, silent: () => once(ended, 'silent') };
}

async function follow(over: Partial<SubscriberOptions<CaseEvent>>) {
  const stream = brittleStream();
  const silent = stream.silent();
  const subscriber = startSubscriber({
    ...{
      name: 'one',
      place: { facilityIds: ['north'], fromTier: 0 },
      stream: CASE_EVENTS,
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
    expect(subscriber.heard[0]?.identity).toBe(`C1 case.opened SYSTEM ${Date.parse('2026-03-01T10:00:00Z')}`);
  });

  it('hears nothing twice but what it did not write down', async () => {
    const { heard, opened } = await follow({ eventsPerCheckpoint: 2, after: cursorAt(2) });
    expect(heard).toEqual([3, 4, 5]);
    expect(opened).toEqual([2, 4].map(cursorAt));
  });
});
