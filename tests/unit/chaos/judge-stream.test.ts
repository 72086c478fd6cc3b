import {
  type CallersAccount,
  type CaseStep,
  type EscalationAsItIs,
  type EscalationStep,
  judgeStream,
} from '../../../scripts/chaos/judge-stream';

const step = (position: number, caseNumber: string, kind = 'RAISED', tier = 1): EscalationStep => ({
  ...{ position, caseNumber, kind, tier, facilityId: 'north', identity: `${position}`, atMs: 1000 },
});
const row = (caseNumber: string, over: Partial<EscalationAsItIs> = {}): EscalationAsItIs => ({
  ...{ caseNumber, tier: 1, isAcknowledged: false, ...over },
});
const STEPS = [step(1, 'A'), step(2, 'B'), step(5, 'C')];
const ROWS = [row('A'), row('B'), row('C')];
const ofCase = (position: number, caseNumber: string, sequence: number): CaseStep => ({
  ...{ position, caseNumber, sequence, facilityId: 'north', tier: 0, identity: `${position}`, atMs: 1000 },
});
const CASE_EVENTS = [ofCase(1, 'A', 1), ofCase(2, 'B', 1), ofCase(3, 'A', 2), ofCase(4, 'B', 2)];
const CALLERS: CallersAccount = { accepted: [['A', 'C'], ['B']], acknowledged: [] };

interface Planted {
  readonly steps?: readonly EscalationStep[];
  readonly caseEvents?: readonly CaseStep[];
  readonly rows?: readonly EscalationAsItIs[];
  readonly callers?: Partial<CallersAccount>;
}
const verdictOn = ({ steps = STEPS, caseEvents = CASE_EVENTS, rows = ROWS, callers = {} }: Planted) =>
  judgeStream({ steps, caseEvents, escalations: rows }, { ...CALLERS, ...callers });
const FAULTLESS = {
  ...{ silent: 0, unasked: 0, happenedTwice: 0, forgottenAnswers: 0, contradicted: 0, brokenLadders: 0 },
  ...{ againstCommitOrder: 0, againstCaseOrder: 0 },
};

describe('the verdict on the stream', () => {
  it('finds no fault where there is none', () => {
    expect(verdictOn({})).toEqual(FAULTLESS);
  });

  it('finds a submission that raised nothing', () => {
    const found = verdictOn({ callers: { accepted: [['A', 'C', 'D'], ['B']] } });
    expect(found).toEqual({ ...FAULTLESS, silent: 1 });
  });

  it('finds a case that nobody handed in, in the stream or beside it', () => {
    expect(verdictOn({ callers: { accepted: [['A'], ['B']] } })).toEqual({ ...FAULTLESS, unasked: 1 });
    expect(verdictOn({ rows: [...ROWS, row('D')] })).toMatchObject({ unasked: 1, contradicted: 1 });
  });

  it('finds a case that raised twice', () => {
    expect(verdictOn({ steps: [...STEPS, step(6, 'B')] })).toEqual({ ...FAULTLESS, happenedTwice: 1 });
  });

  it('finds an answer that was confirmed and forgotten', () => {
    const found = verdictOn({ callers: { acknowledged: ['B'] } });
    expect(found).toEqual({ ...FAULTLESS, forgottenAnswers: 1 });
  });

  it('finds an escalation that stands otherwise than its events tell', () => {
    const others = [row('A'), row('C')];
    expect(verdictOn({ rows: [...others, row('B', { tier: 2 })] })).toEqual({
      ...FAULTLESS,
      contradicted: 1,
    });
    const answered = row('B', { isAcknowledged: true });
    expect(verdictOn({ rows: [...others, answered] })).toEqual({ ...FAULTLESS, contradicted: 1 });
    const steps = [...STEPS, step(6, 'B', 'ACKNOWLEDGED')];
    expect(verdictOn({ steps })).toEqual({ ...FAULTLESS, contradicted: 1 });
    expect(verdictOn({ steps, rows: [...others, answered] })).toEqual(FAULTLESS);
  });

  const laddersBrokenBy = (...happened: [kind: string, tier: number][]): number =>
    verdictOn({ steps: [step(1, 'A'), ...happened.map(([kind, tier], at) => step(at + 2, 'A', kind, tier))] })
      .brokenLadders;

  it('finds no fault with a climb to the top and an answer from there', () => {
    expect(laddersBrokenBy(['REMINDED', 2], ['REMINDED', 3], ['REMINDED', 3], ['ACKNOWLEDGED', 3])).toBe(0);
  });

  it('finds a ladder that does not climb, and one that climbs after the answer', () => {
    expect(laddersBrokenBy(['REMINDED', 2], ['REMINDED', 2])).toBe(1);
    expect(laddersBrokenBy(['ACKNOWLEDGED', 1], ['REMINDED', 2])).toBe(1);
  });

  it('finds a case that stands before one that was accepted earlier, by the same desk alone', () => {
    const accepted = [['B', 'A', 'C']];
    expect(verdictOn({ callers: { accepted } })).toEqual({ ...FAULTLESS, againstCommitOrder: 1 });
    expect(verdictOn({ callers: { accepted: [['B', 'C'], ['A']] } })).toEqual(FAULTLESS);
  });

  it('finds an event that stands behind a later one of its case', () => {
    const caseEvents = [ofCase(1, 'A', 2), ofCase(2, 'B', 1), ofCase(3, 'A', 1), ofCase(4, 'A', 3)];
    expect(verdictOn({ caseEvents })).toEqual({ ...FAULTLESS, againstCaseOrder: 1 });
  });
});
