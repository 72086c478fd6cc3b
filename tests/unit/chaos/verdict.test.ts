import { type Account, type HeardEvent, judge, type TrueEvent } from '../../../scripts/chaos/verdict';

const raised = (position: number, caseNumber = `C${position}`): TrueEvent => ({
  position,
  caseNumber,
  kind: 'RAISED',
  tier: 1,
  atMs: 1000 + position,
});
const TRUTH = [raised(1), raised(2), raised(5)];
const NUMBERS = [['C1', 'C2', 'C5']];

/** A subscriber that heard of these places in this order; `|` in between is a new connection. */
function hearing(places: string, change: (event: HeardEvent) => HeardEvent = (event) => event): Account {
  const heard = places.split('|').flatMap((part, connection) =>
    part
      .trim()
      .split(' ')
      .map((place) => change({ ...raised(Number(place)), connection, receivedAtMs: 0 })),
  );
  return { subscriber: 'one', fromTier: 1, heard };
}

function verdictOn(account: Account) {
  const { subscribers, passed } = judge(TRUTH, NUMBERS, [account]);
  return { ...subscribers[0], passed };
}

describe('the verdict on a subscriber', () => {
  it('passes one that heard of everything in order', () => {
    const figures = { delivered: 3, lost: 0, repeated: 0, doubled: 0, disordered: 0, untrue: 0 };
    expect(verdictOn(hearing('1 2 5'))).toMatchObject({ ...figures, connections: 1, passed: true });
  });

  it('passes one that came back with an older cursor, and says so', () => {
    expect(verdictOn(hearing('1 2 | 2 5 | 1 2 5'))).toMatchObject({
      delivered: 3,
      repeated: 4,
      disordered: 0,
      passed: true,
    });
  });

  it('finds what is lost', () => {
    expect(verdictOn(hearing('1 5'))).toMatchObject({ lost: 1, passed: false });
  });

  it.each(['1 5 2', '1 5 | 2', '1 2 2 5', '2 1 5'])('finds disorder in %s', (places) => {
    expect(verdictOn(hearing(places))).toMatchObject({ disordered: 1, lost: 0, passed: false });
  });

  it('finds what came under two cursors', () => {
    const again = { ...raised(2), position: 3, connection: 0, receivedAtMs: 0 };
    const { heard, ...one } = hearing('1 2 5');
    const [first, second, last] = heard as [HeardEvent, HeardEvent, HeardEvent];
    const account = { ...one, heard: [first, second, again, last] };
    expect(verdictOn(account)).toMatchObject({ doubled: 1, untrue: 1, passed: false });
  });

  it('finds what did not happen so', () => {
    const lying = hearing('1 2 5', (event) => (event.position === 2 ? { ...event, tier: 3 } : event));
    expect(verdictOn(lying)).toMatchObject({ untrue: 1, lost: 0, passed: false });
  });
});

describe('the verdict on the member of a pool', () => {
  const climbed: TrueEvent = { ...raised(6, 'C1'), kind: 'REMINDED', tier: 2 };
  const verdictOnMember = (account: Account) =>
    judge([...TRUTH, climbed], NUMBERS, [{ ...account, fromTier: 2 }]).subscribers[0];

  it('expects what has climbed to the pool, and nothing else', () => {
    const { heard, ...one } = hearing('1');
    const told = { ...climbed, connection: 1, receivedAtMs: 0 };
    expect(verdictOnMember({ ...one, heard: [told] })).toMatchObject({ delivered: 1, lost: 0, untrue: 0 });
    expect(verdictOnMember({ ...one, heard: [] })).toMatchObject({ lost: 1 });
    expect(verdictOnMember({ ...one, heard: [...heard, told] })).toMatchObject({ lost: 0, untrue: 1 });
  });
});

describe('the verdict on the stream', () => {
  const everything = hearing('1 2 5');

  it('finds a submission that raised nothing', () => {
    const found = judge(TRUTH, [['C1', 'C2', 'C5', 'C9']], [everything]);
    expect(found).toMatchObject({ raised: 4, silent: 1, passed: false });
  });

  it('finds a case that raised twice', () => {
    const truth = [raised(1), raised(2), raised(5, 'C2')];
    expect(judge(truth, [['C1', 'C2']], [])).toMatchObject({ happenedTwice: 1, passed: false });
  });

  const happening = (position: number, kind: string, tier: number): TrueEvent => ({
    ...raised(position, 'C1'),
    kind,
    tier,
  });
  const laddersBrokenBy = (...happened: [string, number][]): number =>
    judge(
      [raised(1), ...happened.map(([kind, tier], index) => happening(index + 2, kind, tier))],
      [['C1']],
      [],
    ).brokenLadders;

  it('passes a climb to the top and an answer from there', () => {
    expect(laddersBrokenBy(['REMINDED', 2], ['REMINDED', 3], ['REMINDED', 3], ['ACKNOWLEDGED', 3])).toBe(0);
  });

  it('finds a ladder that does not climb, and one that climbs after the answer', () => {
    expect(laddersBrokenBy(['REMINDED', 2], ['REMINDED', 2])).toBe(1);
    expect(laddersBrokenBy(['ACKNOWLEDGED', 1], ['REMINDED', 2])).toBe(1);
  });

  it('finds a case that stands before one that was accepted earlier, by the same partner alone', () => {
    expect(judge(TRUTH, [['C2', 'C1', 'C5']], [])).toMatchObject({ againstCommitOrder: 1, passed: false });
    expect(judge(TRUTH, [['C2'], ['C1', 'C5']], [])).toMatchObject({ againstCommitOrder: 0, passed: true });
  });
});
