import {
  type AccountVerdict,
  type HeardEvent,
  judgeAccount,
  type TrueEvent,
} from '../../../scripts/chaos/judge-account';

const happened = (position: number, over: Partial<TrueEvent> = {}): TrueEvent => ({
  ...{ position, facilityId: 'north', tier: 1, identity: `event ${position}`, atMs: 1000, ...over },
});
const TRUTH = [
  happened(1),
  happened(2),
  happened(3, { facilityId: 'south' }),
  happened(5),
  happened(7, { tier: 2 }),
];
const NORTH = { facilityIds: ['north'], fromTier: 1 };

/** Heard at these places in this order; `|` in between is a new connection. */
function hearing(places: string, change: (event: HeardEvent) => HeardEvent = (event) => event): HeardEvent[] {
  return places.split('|').flatMap((part, connection) =>
    part
      .split(' ')
      .filter((place) => place !== '')
      .map(Number)
      .map((position) =>
        change({ position, identity: `event ${position}`, atMs: 1000, connection, receivedAtMs: 1001 }),
      ),
  );
}

const verdictOn = (heard: readonly HeardEvent[], place = NORTH): AccountVerdict =>
  judgeAccount({ name: 'one', place, truth: TRUTH, heard });
const FAITHFUL = { lost: 0, doubled: 0, disordered: 0, untrue: 0 };

describe('the verdict on what somebody heard', () => {
  it('finds no fault with everything in order', () => {
    expect(verdictOn(hearing('1 2 5 7'))).toEqual({
      ...{ name: 'one', expected: 4, delivered: 4, repeated: 0, ...FAITHFUL },
    });
  });

  it('finds no fault with one that came back with an older cursor, and says so', () => {
    const found = verdictOn(hearing('1 2 | 2 5 | 1 2 5 7'));
    expect(found).toMatchObject({ delivered: 4, repeated: 4, ...FAITHFUL });
  });

  it.each([
    ['2 5 7', 1],
    ['1 2 7', 1],
    ['1 2 5', 1],
    ['', 4],
  ])('finds what is lost from "%s"', (places, lost) => {
    expect(verdictOn(hearing(places))).toMatchObject({ ...FAITHFUL, lost });
  });

  it.each(['1 5 2 7', '1 5 7 | 2', '1 2 2 5 7', '2 1 5 7'])('finds disorder in "%s"', (places) => {
    expect(verdictOn(hearing(places))).toMatchObject({ ...FAITHFUL, disordered: 1 });
  });

  it('finds an event that came again under another cursor', () => {
    const [again] = hearing('4', (event) => ({ ...event, identity: 'event 2' }));
    const found = verdictOn([...hearing('1 2'), ...(again ? [again] : []), ...hearing('5 7')]);
    expect(found).toMatchObject({ ...FAITHFUL, doubled: 1, untrue: 1 });
  });

  it('finds an event that came again under its cursor with other content', () => {
    const lie = hearing('2', (event) => ({ ...event, identity: 'event 9', connection: 1 }));
    expect(verdictOn([...hearing('1 2'), ...lie, ...hearing('| | 5 7')])).toMatchObject({
      ...FAITHFUL,
      untrue: 1,
    });
  });

  it('finds what never happened', () => {
    expect(verdictOn(hearing('1 2 4 5 7'))).toMatchObject({ ...FAITHFUL, untrue: 1 });
  });

  it('finds what another facility was to hear', () => {
    expect(verdictOn(hearing('1 2 3 5 7'))).toMatchObject({ ...FAITHFUL, untrue: 1 });
  });

  it('expects of a pool what has climbed to it, and nothing else', () => {
    const pool = { facilityIds: ['north', 'south'], fromTier: 2 };
    expect(verdictOn(hearing('7'), pool)).toMatchObject({ expected: 1, ...FAITHFUL });
    expect(verdictOn(hearing(''), pool)).toMatchObject({ ...FAITHFUL, lost: 1 });
    expect(verdictOn(hearing('1 7'), pool)).toMatchObject({ ...FAITHFUL, untrue: 1 });
  });
});
