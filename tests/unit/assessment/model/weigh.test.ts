import { ModelCallOutcome } from '../../../../src/assessment/model/model-call-outcome';
import { type Heard, NOBODY_ASKED, type Silence } from '../../../../src/assessment/model/put-question';
import { type Try, weigh, type WeighDeps } from '../../../../src/assessment/model/weigh';
import { err, ok, type TriageCase, Urgency } from '../../../../src/domain';
import { NOW } from '../../../support/cases';
import { GOOD_VIEW, waitingCase } from '../../../support/model-answers';
import { modelAssessorDeps } from '../../../support/model-assessor';

const GIVE_UP_MS = 60_000;
const call = {
  outcome: ModelCallOutcome.ACCEPTED,
  reasons: [],
  answer: 'its words',
  inputTokens: 1,
  outputTokens: 1,
  latencyMs: 5,
  at: NOW,
};
const good: Heard = { result: ok(GOOD_VIEW), calls: [call] };

function silent(outcome: Silence['outcome'], isTransient: boolean, wasSent = true): Heard {
  const silence = { outcome, isTransient, retryAfterMs: null };
  return { result: err(silence), calls: wasSent ? [{ ...call, outcome, answer: null }] : [] };
}

describe('a try', () => {
  const waiting = waitingCase(Urgency.SOON);
  let deps: WeighDeps;
  beforeAll(async () => {
    deps = { ...(await modelAssessorDeps()), chance: () => 0.5 };
  });

  const worth = (
    heard: Heard,
    {
      current = waiting,
      ageMs = 0,
      timeoutsBefore = 0,
    }: { current?: TriageCase; ageMs?: number; timeoutsBefore?: number } = {},
  ) => {
    const assessmentId = waiting.assessments[0]?.id ?? '';
    const subject = { caseId: waiting.id, assessmentId, imageId: 'image' };
    const facility = { travelDirections: '', endemicDiseases: [] };
    const names = { model: 'a model', promptVersion: 'p' };
    const tried: Try = { ...names, subject, giveUpMs: GIVE_UP_MS, heard, facility };
    const now = new Date(NOW.getTime() + ageMs);
    return weigh(deps, tried, current, { timeoutsBefore, now });
  };
  /** In short: the source and the word for the model of the revision, the next try, and the calls. */
  const inShort = (...given: Parameters<typeof worth>) => {
    const { revision, tryAgainMs, calls } = worth(...given);
    const made = revision && [revision.assessment.source, ...revision.assessment.limitations];
    return { made, tryAgainMs, calls: calls.map(({ outcome, answer }) => [outcome, answer]) };
  };

  it('that was answered well becomes a MEDGEMMA revision', () => {
    expect(inShort(good)).toEqual({
      made: ['MEDGEMMA'],
      tryAgainMs: null,
      calls: [['ACCEPTED', 'its words']],
    });
  });

  it('whose answer the guard refuses leaves the EVIDENCE, and the answer to the audit', () => {
    const dose: Heard = { ...good, result: ok({ ...GOOD_VIEW, rationale: 'Take 500 mg of it a day.' }) };
    expect(inShort(dose)).toEqual({
      made: ['EVIDENCE', 'MEDGEMMA_REFUSED_BY_GUARD'],
      tryAgainMs: null,
      calls: [['REFUSED_BY_GUARD', 'its words']],
    });
    expect(worth(dose).guardCodes).toContain('DRUG_DOSE');
  });

  it.each([
    ['UNPARSEABLE', 'MEDGEMMA_UNPARSEABLE'],
    ['UNAVAILABLE', 'MEDGEMMA_UNAVAILABLE'],
    ['TIMEOUT', 'MEDGEMMA_TIMEOUT'],
  ] as const)('that ended in %s for good is named %s', (outcome, limitation) => {
    expect(inShort(silent(outcome, false))).toMatchObject({
      made: ['EVIDENCE', limitation],
      tryAgainMs: null,
    });
  });

  it('that may fare better later is made again, until the patience ends', () => {
    const away = silent('UNAVAILABLE', true);
    expect(inShort(away, { ageMs: 10_000 })).toMatchObject({ made: null, tryAgainMs: 10_000 });
    expect(inShort(away, { ageMs: GIVE_UP_MS })).toMatchObject({
      made: ['EVIDENCE', 'MEDGEMMA_UNAVAILABLE'],
      tryAgainMs: null,
    });
  });

  it('that ran out of time is made once more, and then no more', () => {
    const late = silent('TIMEOUT', true);
    expect(inShort(late)).toMatchObject({ made: null, tryAgainMs: 1000 });
    expect(inShort(late, { timeoutsBefore: 1 })).toMatchObject({ made: ['EVIDENCE', 'MEDGEMMA_TIMEOUT'] });
  });

  it('that was not even sent, after one that ran out of time, is as late as that was', () => {
    const unsent = silent('UNAVAILABLE', true, false);
    expect(inShort(unsent, { timeoutsBefore: 1, ageMs: GIVE_UP_MS })).toMatchObject({
      made: ['EVIDENCE', 'MEDGEMMA_TIMEOUT'],
    });
  });

  it('is worth nothing, and its words are not kept, when the case was closed or assessed anew', () => {
    const nothing = { made: null, tryAgainMs: null, calls: [['CANCELLED', null]] };
    expect(inShort(good, { current: { ...waiting, status: 'CLOSED' } })).toEqual(nothing);
    expect(inShort(good, { current: { ...waiting, status: 'ASSESSING' } })).toEqual(nothing);
  });

  it('keeps no word of an unreadable answer either, once nobody waits for it', () => {
    const unread = { ...call, outcome: ModelCallOutcome.UNPARSEABLE, reasons: ['NOT_JSON'] };
    const repaired: Heard = { ...good, calls: [unread, call] };
    const silence = { outcome: ModelCallOutcome.UNPARSEABLE, isTransient: false, retryAfterMs: null };
    const unreadable: Heard = { result: err(silence), calls: [unread, unread] };
    const closed = { current: { ...waiting, status: 'CLOSED' as const } };
    expect(inShort(repaired, closed).calls).toEqual([
      ['UNPARSEABLE', null],
      ['CANCELLED', null],
    ]);
    expect(inShort(unreadable, closed).calls).toEqual([
      ['UNPARSEABLE', null],
      ['UNPARSEABLE', null],
    ]);
  });

  it('with a picture that may not be used any more is made again at once, without it', () => {
    const images = waiting.images.map((image) => ({ ...image, mediaKey: null }));
    expect(inShort(good, { current: { ...waiting, images } })).toEqual({
      made: null,
      tryAgainMs: 0,
      calls: [['CANCELLED', null]],
    });
  });

  it('about a patient who wants no care any more ends the wait', () => {
    const current = { ...waiting, consents: [] };
    expect(inShort(good, { current }).made).toEqual(['EVIDENCE', 'MEDGEMMA_UNAVAILABLE']);
    expect(inShort(NOBODY_ASKED).made).toEqual(['EVIDENCE', 'MEDGEMMA_UNAVAILABLE']);
  });
});
