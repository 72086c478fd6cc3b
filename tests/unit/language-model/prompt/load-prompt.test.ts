import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse, stringify } from 'yaml';
import { MODEL_VIEW_LIMITS, Urgency } from '../../../../src/domain';
import { loadPrompt, parseAnswer } from '../../../../src/language-model';

const FOLDER = resolve('configs/prompts');
const FILES = readdirSync(FOLDER);
const [FIRST = ''] = FILES;
const original = parse(readFileSync(join(FOLDER, FIRST), 'utf8')) as Record<string, unknown>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prompt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function problemsOf(changes: Readonly<Record<string, unknown>>, name = FIRST): string {
  const path = join(folder, name);
  writeFileSync(path, stringify({ ...original, ...changes }));
  const loaded = loadPrompt(path);
  return loaded.ok ? '' : loaded.error.join('\n');
}

describe.each(FILES)('%s', (file) => {
  const loaded = loadPrompt(join(FOLDER, file));
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const prompt = loaded.value;

  it('is known by its version and the digest of its bytes', () => {
    const sha256 = createHash('sha256')
      .update(readFileSync(join(FOLDER, file)))
      .digest('hex');
    expect(prompt).toMatchObject({ sha256, version: `${file.replace('.yaml', '')}@${sha256.slice(0, 12)}` });
  });

  it('asks for exactly what the parser reads', () => {
    const isAskedFor = new Ajv2020({ strict: true }).compile(prompt.answerSchema);
    const candidate = { name: 'Eczema', supportedBy: ['a'], contradictedBy: [], probability: 0.5 };
    const answer = { rationale: 'r', candidates: [candidate], urgency: 'SOON', wouldChange: [] };
    const changed: readonly unknown[] = [
      answer,
      ...Object.values(Urgency).map((urgency) => ({ ...answer, urgency })),
      ...Object.keys(answer).map((field) => ({ ...answer, [field]: undefined })),
      ...Object.keys(candidate).map((field) => ({
        ...answer,
        candidates: [{ ...candidate, [field]: undefined }],
      })),
      { ...answer, more: 1 },
      { ...answer, candidates: [{ ...candidate, icd10: 'L30' }] },
      { ...answer, candidates: [{ ...candidate, probability: 1.1 }] },
      { ...answer, urgency: 'LATER' },
      { ...answer, candidates: Array.from({ length: 9 }, (_, n) => ({ ...candidate, name: `${n}` })) },
      { ...answer, wouldChange: Array.from({ length: 9 }, () => 'a') },
    ].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    for (const value of changed)
      expect({ value, ok: isAskedFor(value) }).toEqual({ value, ok: parseAnswer(JSON.stringify(value)).ok });
    expect(isAskedFor(changed[0])).toBe(true);
  });

  it('tells the model the limits that the parser has', () => {
    const { candidates, sentences, sentenceChars, rationaleChars } = MODEL_VIEW_LIMITS;
    for (const words of [
      `at most ${candidates} conditions`,
      `at most ${sentences} short sentences`,
      `at most ${sentenceChars} characters`,
      `at most ${rationaleChars.toLocaleString('en')}`,
      ...Object.values(Urgency),
    ])
      expect(prompt.system).toContain(words);
  });
});

describe('a prompt is refused, with words,', () => {
  it.each([
    ['that lets an answer begin nowhere', { maxOutputTokens: 200 }, 'maxOutputTokens'],
    ['that has a field nobody knows', { temperature: 1 }, 'temperature'],
    [
      'whose data stand in no fence',
      { user: '{{{conditions}}} {{{data}}} {{{fence}}} {{#hasPicture}}p{{/hasPicture}}' },
      'data must stand by itself',
    ],
    [
      'whose fence opens as it closes',
      { user: '{{{conditions}}}{{#hasPicture}}p{{/hasPicture}}\n-{{{fence}}}-\n{{{data}}}\n-{{{fence}}}-' },
      'data must stand by itself',
    ],
    [
      'that would escape for HTML',
      { user: String(original['user']).replace('{{{conditions}}}', '{{conditions}}') },
      'may not have the tag name conditions',
    ],
    [
      'that includes another file',
      { user: `${String(original['user'])}{{> other}}` },
      'may not have the tag > other',
    ],
    ['that wants what nobody tells', { user: `${String(original['user'])}{{{name}}}` }, 'knows no text name'],
    [
      'that names no conditions',
      { user: String(original['user']).replace('{{{conditions}}}', '') },
      'does not use conditions',
    ],
    [
      'with a section that never ends',
      { user: `${String(original['user'])}{{#hasPicture}}` },
      'Unclosed section',
    ],
    [
      'that asks for what nobody reads',
      { answerSchema: { type: 'object', properties: { diagnosis: {} } } },
      'asks for diagnosis',
    ],
  ])('%s', (_name, changes, words) => {
    expect(problemsOf(changes)).toContain(words);
  });

  it('whose file has another name', () => {
    expect(problemsOf({}, 'assess-0.yaml')).toContain('the file is not named');
  });

  it('that is not there', () => {
    const loaded = loadPrompt(join(folder, 'none.yaml'));
    expect(loaded.ok ? '' : loaded.error.join()).toContain('none.yaml');
  });
});

it('lets the model think first where the file says so', () => {
  const path = join(folder, FIRST);
  writeFileSync(path, stringify({ ...original, thinkSilently: true }));
  const loaded = loadPrompt(path);
  expect(loaded.ok && loaded.value.system).toMatch(/^SYSTEM INSTRUCTION: think silently if needed\. /);
});
