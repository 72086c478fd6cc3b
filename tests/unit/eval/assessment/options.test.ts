import { readOptions, USAGE } from '../../../../scripts/eval/assessment/options';

const read = (...args: string[]) => readOptions(args, '/data');

describe('readOptions', () => {
  it('takes a folder, and the evidence unless told otherwise', () => {
    expect(read('/sets/pad')).toEqual({
      ok: true,
      value: {
        kind: 'EVALUATE',
        cases: { kind: 'FOLDER', path: '/sets/pad' },
        source: 'EVIDENCE',
        prompt: null,
        limit: null,
        out: '/data/eval-assessment/folder-evidence.md',
      },
    });
  });

  it('takes the stories that ship with the project, a model, a prompt, a bound and a place', () => {
    const args = [
      'vignettes',
      '--source',
      'medgemma',
      '--prompt',
      'p.yaml',
      '--limit',
      '5',
      '--out',
      '/out/r.md',
    ];
    expect(read(...args)).toMatchObject({
      ok: true,
      value: {
        cases: { kind: 'VIGNETTES' },
        source: 'MEDGEMMA',
        prompt: 'p.yaml',
        limit: 5,
        out: '/out/r.md',
      },
    });
  });

  it('takes questions, and two runs to compare', () => {
    expect(read('--questions', '/q')).toMatchObject({ value: { cases: { kind: 'QUESTIONS', path: '/q' } } });
    expect(read('--compare', '/a.json', '/b.json')).toEqual({
      ok: true,
      value: { kind: 'COMPARE', before: '/a.json', after: '/b.json' },
    });
  });

  it.each([
    [[]],
    [['/a', '/b']],
    [['/a', '--source', 'gemini']],
    [['/a', '--limit', '0']],
    [['/a', '--limit', 'all']],
    [['/a', '--unheard-of']],
    [['/a', '--questions', '/q']],
    [['--compare', '/a.json']],
  ])('says how it is used: %j', (args) => {
    expect(read(...args)).toEqual({ ok: false, error: USAGE });
  });
});
