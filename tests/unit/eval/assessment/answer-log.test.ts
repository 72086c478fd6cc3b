import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAnswerLog } from '../../../../scripts/eval/assessment/answer-log';
import { askAll } from '../../../../scripts/eval/assessment/ask-all';
import { answerWith, viewNaming } from '../../../support/evaluated-cases';

const QUESTION = ['set', 'model', 'prompt'];
const GOOD = answerWith(viewNaming(['Eczema']));

describe('the log of answers', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'answers-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what came, and nothing of what failed on its way', async () => {
    const log = await openAnswerLog(folder, QUESTION);
    await log.add('answered', GOOD);
    await log.add('refused', answerWith(null, { fate: 'REFUSED_BY_GUARD' }));
    await log.add('failed', answerWith(null, { fate: 'UNAVAILABLE' }));
    const reopened = await openAnswerLog(folder, QUESTION);
    expect(reopened.find('answered')).toEqual(GOOD);
    expect(reopened.find('refused')?.fate).toBe('REFUSED_BY_GUARD');
    expect(reopened.find('failed')).toBeNull();
    expect(reopened.find('never asked')).toBeNull();
  });

  it('survives a line that was cut off, and what is added behind it', async () => {
    await (await openAnswerLog(folder, QUESTION)).add('whole', GOOD);
    const [file] = await readdir(folder);
    await appendFile(join(folder, file ?? ''), '{"id":"half","ans');
    await (await openAnswerLog(folder, QUESTION)).add('later', GOOD);
    const reopened = await openAnswerLog(folder, QUESTION);
    expect(['whole', 'half', 'later'].map((id) => reopened.find(id) !== null)).toEqual([true, false, true]);
  });

  it('keeps another question’s answers apart', async () => {
    await (await openAnswerLog(folder, QUESTION)).add('answered', GOOD);
    const other = await openAnswerLog(folder, ['set', 'model', 'another prompt']);
    expect(other.find('answered')).toBeNull();
  });
});

describe('askAll', () => {
  it('asks only those of whom no answer is known, and keeps each as it arrives', async () => {
    const asked: string[] = [];
    const kept: string[] = [];
    const cases = ['known', 'new', 'newer'].map((id) => ({ posed: { id }, evidence: null }));
    const answers = await askAll<{ readonly posed: { readonly id: string } }>(cases, {
      ask: ({ posed }) => {
        asked.push(posed.id);
        return Promise.resolve(answerWith(null, { fate: posed.id === 'new' ? 'TIMEOUT' : 'ACCEPTED' }));
      },
      log: {
        find: (id) => (id === 'known' ? GOOD : null),
        add: (id) => Promise.resolve(void kept.push(id)),
      },
      atOnce: 2,
      progress: { show: () => undefined },
    });
    expect(asked).toEqual(['new', 'newer']);
    expect(kept).toEqual(asked);
    expect([...answers].map(([id, { fate }]) => [id, fate]).sort()).toEqual([
      ['known', 'ACCEPTED'],
      ['new', 'TIMEOUT'],
      ['newer', 'ACCEPTED'],
    ]);
  });
});
