import { readChaosOptions } from '../../../scripts/chaos/chaos-options';
import { type ChaosOutcome, faultsOf, heardBy } from '../../../scripts/chaos/chaos-outcome';
import { describeOutcome } from '../../../scripts/chaos/describe-outcome';
import { type TrueEvent } from '../../../scripts/chaos/judge-account';

const EVENT: TrueEvent = { position: 1, facilityId: 'north', tier: 1, identity: 'A RAISED', atMs: 1000 };
const HEARD = { position: 1, identity: 'A RAISED', atMs: 1000, connection: 1, receivedAtMs: 1030 };
const listener = (heard = [HEARD]) =>
  heardBy({ name: 'one', place: { facilityIds: ['north'], fromTier: 1 }, truth: [EVENT], heard, lines: 2 });

const SOUND: ChaosOutcome = {
  options: readChaosOptions(['--seed', '7']),
  strikes: [{ kill: { victim: 'redis', at: 'random' }, missed: null }],
  truth: {
    steps: [{ ...EVENT, caseNumber: 'A', kind: 'RAISED' }],
    caseEvents: [{ ...EVENT, caseNumber: 'A', sequence: 1 }],
    escalations: [{ caseNumber: 'A', tier: 1, isAcknowledged: false }],
    ...{ gaps: 0, unnumbered: 0 },
  },
  ...{ raised: 1, unanswered: 0, brokenMessages: 2, tookMs: 9_000 },
  stream: {
    ...{ silent: 0, unasked: 0, happenedTwice: 0, forgottenAnswers: 0, contradicted: 0, brokenLadders: 0 },
    ...{ againstCommitOrder: 0, againstCaseOrder: 0 },
  },
  listeners: [listener()],
  webhook: { forged: 0, renamed: 0, rewritten: 0 },
  setbacks: new Map([['DEPENDENCY_UNAVAILABLE', 3]]),
  endings: new Map([['1006', 2]]),
  crashes: [],
};

/** The outcome with one of its figures set to 1, wherever it stands. */
const planted: [string, ChaosOutcome][] = [
  ['gaps', { ...SOUND, truth: { ...SOUND.truth, gaps: 1 } }],
  ['unnumbered', { ...SOUND, truth: { ...SOUND.truth, unnumbered: 1 } }],
  ...Object.keys(SOUND.stream).map((name): [string, ChaosOutcome] => [
    name,
    { ...SOUND, stream: { ...SOUND.stream, [name]: 1 } },
  ]),
  ...Object.keys(SOUND.webhook).map((name): [string, ChaosOutcome] => [
    name,
    { ...SOUND, webhook: { ...SOUND.webhook, [name]: 1 } },
  ]),
  ['a loss', { ...SOUND, listeners: [listener([])] }],
  ['disorder', { ...SOUND, listeners: [listener([HEARD, HEARD])] }],
  ['a lie', { ...SOUND, listeners: [listener([{ ...HEARD, identity: 'B RAISED' }])] }],
  ['another cursor', { ...SOUND, listeners: [listener([HEARD, { ...HEARD, position: 2 }])] }],
  ['no answer', { ...SOUND, unanswered: 1 }],
  ['a crash', { ...SOUND, crashes: ['out of memory'] }],
  ['an answer at a loss', { ...SOUND, setbacks: new Map([['INTERNAL_SERVER_ERROR', 1]]) }],
  [
    'a kill that missed',
    { ...SOUND, strikes: [{ kill: { victim: 'api', at: 'takeover' }, missed: 'the statement had gone on' }] },
  ],
];

describe('the outcome of a run', () => {
  it('is without fault though lines broke and calls were repeated', () => {
    expect(faultsOf(SOUND)).toEqual([]);
  });

  it.each(planted)('has a fault: %s', (_name, outcome) => {
    expect(faultsOf(outcome).length).toBeGreaterThan(0);
    expect(describeOutcome(outcome)).toContain('FAILED');
  });

  it('measures from the event to its first arrival', () => {
    const { latencyMs } = listener([HEARD, { ...HEARD, connection: 2, receivedAtMs: 5000 }]);
    expect(latencyMs).toEqual({ p50: 30, p95: 30, p99: 30, max: 30 });
  });

  it('is told with its figures, its seed and the command that repeats it', () => {
    const text = describeOutcome(SOUND);
    expect(text).toContain('# 1 escalations, 1 kills, 9 s, seed 7');
    const rows = text.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows).toContainEqual(['one', '2', '1', '1', '0', '0', '0', '0', '0', '30', '30', '30', '30']);
    expect(rows).toContainEqual(['redis, whatever it is doing', '1', '1']);
    expect(text).toContain('PASSED');
    const command = text.split('\n').at(-1) ?? '';
    expect(readChaosOptions(command.split(' -- ')[1]?.split(' ') ?? [])).toEqual(SOUND.options);
  });
});
