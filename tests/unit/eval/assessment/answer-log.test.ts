import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOf, openAnswerLog } from '../../../../scripts/eval/assessment/answer-log';
import { type Said } from '../../../../scripts/eval/assessment/said';

const GOOD: Said = {
  view: {
    candidates: [{ name: 'Eczema', probability: 0.5, supportedBy: ['It itches.'], contradictedBy: [] }],
    urgency: 'ROUTINE',
    rationale: 'It looks like it.',
    wouldChange: [],
  },
  outcome: 'ACCEPTED',
  reasons: [],
  isRepaired: false,
  latencyMs: 100,
  inputTokens: 1000,
  outputTokens: null,
};
const NOTHING: Said = { ...GOOD, view: null };

describe('the log of answers', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'answers-'));
    file = join(folder, 'below', 'answers.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what came, and nothing of what failed on its way', async () => {
    const log = await openAnswerLog(file);
    await log.add('answered', GOOD);
    await log.add('unreadable', { ...NOTHING, outcome: 'UNPARSEABLE', reasons: ['NOT_JSON'] });
    await log.add('failed', { ...NOTHING, outcome: 'UNAVAILABLE' });
    const reopened = await openAnswerLog(file);
    expect(reopened.find('answered')).toEqual(GOOD);
    expect(reopened.find('unreadable')?.reasons).toEqual(['NOT_JSON']);
    expect(reopened.find('failed')).toBeNull();
    expect(reopened.find('never asked')).toBeNull();
  });

  it('survives a line that was cut off, and what is added behind it', async () => {
    await (await openAnswerLog(file)).add('whole', GOOD);
    await appendFile(file, '{"key":"half","sai');
    await (await openAnswerLog(file)).add('later', GOOD);
    const reopened = await openAnswerLog(file);
    expect(['whole', 'half', 'later'].map((key) => reopened.find(key) !== null)).toEqual([true, false, true]);
  });
});

describe('the key of a question', () => {
  const question = {
    system: 'You help.',
    user: 'What is it?',
    pictureJpeg: Buffer.from('picture'),
    answerSchema: { type: 'object' },
    maxOutputTokens: 2048,
  };

  it('is the same for the same question, and another for each part of it that changes', () => {
    const keys = [
      keyOf('model', question),
      keyOf('another model', question),
      keyOf('model', { ...question, system: 'You help a lot.' }),
      keyOf('model', { ...question, user: 'What else?' }),
      keyOf('model', { ...question, answerSchema: {} }),
      keyOf('model', { ...question, maxOutputTokens: 1300 }),
      keyOf('model', { ...question, pictureJpeg: Buffer.from('another') }),
      keyOf('model', { ...question, pictureJpeg: null }),
    ];
    expect(keyOf('model', { ...question })).toBe(keys[0]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
