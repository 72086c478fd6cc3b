import { LineEnding, Transport } from '../../../src/server/line-ending';
import { createLines, type Line } from '../../../src/server/lines';

interface TestLine extends Line {
  readonly endings: LineEnding[];
  unsent: number;
}

function line(viewerId: string): TestLine {
  const endings: LineEnding[] = [];
  return {
    transport: Transport.WEB_SOCKET,
    viewerId,
    endings,
    unsent: 0,
    operations: () => 2,
    unsentBytes() {
      return this.unsent;
    },
    end: (ending) => endings.push(ending),
  };
}

function open() {
  let describe: () => readonly object[] = () => [];
  const lines = createLines(
    { maxLinesPerViewer: 2, maxUnsentBytes: 100, slowConsumerMs: 5000 },
    { watchLines: (given) => (describe = given), onLineEnded: () => undefined },
  );
  return { lines, described: () => describe() };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('lets a viewer hold so many lines, and again as many as were struck off', () => {
  const { lines, described } = open();
  const first = lines.enter(line('a'));
  expect(lines.enter(line('a')).ok).toBe(true);
  expect(lines.enter(line('a'))).toEqual({ ok: false, error: LineEnding.TOO_MANY });
  expect(lines.enter(line('b')).ok).toBe(true);
  expect(described()).toHaveLength(3);
  expect(described()[0]).toEqual({ transport: 'websocket', operations: 2 });

  if (first.ok) {
    first.value();
    first.value();
  }
  expect(lines.enter(line('a')).ok).toBe(true);
  expect(lines.enter(line('a')).ok).toBe(false);
});

it('sheds a line only where too much waits all the time, and says it of no other', () => {
  const { lines } = open();
  const [slow, bursting, fine] = [line('a'), line('b'), line('c')];
  for (const one of [slow, bursting, fine]) lines.enter(one);
  slow.unsent = bursting.unsent = 101;
  fine.unsent = 100;
  jest.advanceTimersByTime(4000);
  bursting.unsent = 0;
  expect(slow.endings).toEqual([]);
  jest.advanceTimersByTime(1000);
  expect(slow.endings).toEqual([LineEnding.SLOW]);
  bursting.unsent = 101;
  jest.advanceTimersByTime(4000);
  expect([bursting.endings, fine.endings]).toEqual([[], []]);
});

it('ends every line with the process, and lets none in from then on', () => {
  const { lines } = open();
  const held = [line('a'), line('b')];
  held.forEach((one) => lines.enter(one));
  lines.endAll();
  expect(held.map(({ endings }) => endings)).toEqual([[LineEnding.GOING_AWAY], [LineEnding.GOING_AWAY]]);
  expect(lines.enter(line('c'))).toEqual({ ok: false, error: LineEnding.GOING_AWAY });
  expect(jest.getTimerCount()).toBe(0);
});
