import { putQuestion } from '../../../../src/assessment/model/put-question';
import { ok } from '../../../../src/domain';
import { ModelFailureKind, type ModelQuestion } from '../../../../src/language-model';
import { failing, GOOD_VIEW, saying, scriptedWire } from '../../../support/model-answers';

const question: ModelQuestion = {
  system: 'You are a tool.',
  user: 'What is it?',
  pictureJpeg: Buffer.from('jpeg'),
  answerSchema: {},
  maxOutputTokens: 100,
};
const clock = { now: () => new Date(0) };
const never = new AbortController().signal;

async function heard(replies: Parameters<typeof scriptedWire>[0]) {
  const { wire, asked } = scriptedWire(replies);
  return { ...(await putQuestion({ wire, clock }, question, never)), asked };
}
const sentence = ok({ text: 'It is eczema.', inputTokens: 7, outputTokens: 3 });

describe('a question', () => {
  it('that is answered well is asked once', async () => {
    const { result, calls, asked } = await heard([saying(GOOD_VIEW)]);
    expect(result).toEqual(ok(GOOD_VIEW));
    expect(asked).toEqual([question]);
    expect(calls).toMatchObject([{ outcome: 'ACCEPTED', reasons: [], inputTokens: 100, outputTokens: 20 }]);
  });

  it('whose answer cannot be read is asked once more, with the same picture, and both calls are kept', async () => {
    const { result, calls, asked } = await heard([sentence, saying(GOOD_VIEW)]);
    expect(result).toEqual(ok(GOOD_VIEW));
    expect(asked[1]?.pictureJpeg).toBe(question.pictureJpeg);
    expect(asked[1]?.user).not.toBe(question.user);
    expect(calls).toMatchObject([
      { outcome: 'UNPARSEABLE', answer: 'It is eczema.', inputTokens: 7 },
      { outcome: 'ACCEPTED' },
    ]);
    expect(calls[0]?.reasons).toHaveLength(1);
  });

  it('is repaired once and no more', async () => {
    const { result, calls } = await heard([sentence, sentence]);
    expect(result).toMatchObject({ ok: false, error: { outcome: 'UNPARSEABLE', isTransient: false } });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['UNPARSEABLE', 'UNPARSEABLE']);
  });

  it.each([
    [ModelFailureKind.UNAVAILABLE, 'UNAVAILABLE', true],
    [ModelFailureKind.BUSY, 'UNAVAILABLE', true],
    [ModelFailureKind.TIMEOUT, 'TIMEOUT', true],
    [ModelFailureKind.REFUSED, 'UNAVAILABLE', false],
    [ModelFailureKind.MALFORMED, 'UNPARSEABLE', false],
    [ModelFailureKind.CANCELLED, 'CANCELLED', true],
  ])('that ends in %s is %s, and may be asked again: %s', async (kind, outcome, isTransient) => {
    const { result, calls } = await heard([failing(kind, 5000)]);
    expect(result).toEqual({ ok: false, error: { outcome, isTransient, retryAfterMs: 5000 } });
    expect(calls).toMatchObject([{ outcome, reasons: [kind], answer: null, inputTokens: null }]);
  });

  it('whose repair fails has failed as the repair did', async () => {
    const { result, calls } = await heard([sentence, failing(ModelFailureKind.TIMEOUT)]);
    expect(result).toMatchObject({ ok: false, error: { outcome: 'TIMEOUT' } });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['UNPARSEABLE', 'TIMEOUT']);
  });
});
