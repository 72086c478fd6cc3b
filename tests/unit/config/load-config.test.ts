import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEMO_SECRET_KEY,
  deploymentWarnings,
  loadConfig,
  readModelSettings,
  type Environment,
} from '../../../src/config';

const CONFIGS = join(__dirname, '../../../configs');
const ENGINES: Environment = {
  DATABASE_URL: 'postgresql://app:app@127.0.0.1:5432/app',
  REDIS_URL: 'redis://127.0.0.1:6379',
  CHROMA_URL: 'http://127.0.0.1:8001',
};
const PRODUCTION: Environment = {
  ...ENGINES,
  APP_ENV: 'production',
  SECRET_KEY: 'k'.repeat(32),
  MEDGEMMA_API_KEY: 'adc',
  USE_MOCKS: 'false',
};

function load(env: Environment, configsDir = CONFIGS) {
  const result = loadConfig(env, configsDir);
  if (!result.ok) throw new Error(result.error.join('\n'));
  return result.value;
}

function problemsOf(env: Environment, configsDir = CONFIGS): string[] {
  const result = loadConfig(env, configsDir);
  return result.ok ? [] : result.error;
}

describe('in development', () => {
  const config = load({ ...ENGINES, APP_ENV: 'development' });

  it('starts with nothing but the addresses of the engines', () => {
    expect(config).toMatchObject({
      appEnv: 'development',
      useMocks: true,
      secretKey: DEMO_SECRET_KEY,
      server: { port: 8000, publicUrl: 'http://localhost:8000', workers: 1 },
      log: { level: 'info', format: 'text' },
      retrieval: { topK: 10 },
      embedding: { dimension: 768, device: 'auto' },
      assessment: { budgetMs: 2000 },
    });
  });

  it('lets the environment win over the file and over the defaults', () => {
    const changed = load({
      ...ENGINES,
      APP_ENV: 'development',
      PORT: '9001',
      PUBLIC_URL: 'https://triage.example.org/',
      USE_MOCKS: 'false',
      MEDGEMMA_API_KEY: 'key',
      LOG_LEVEL: 'DEBUG',
      LOG_FORMAT: 'json',
      VECTOR_STORE_TOP_K: '25',
      EMBEDDING_DIMENSION: '1152',
    });
    expect(changed).toMatchObject({
      useMocks: false,
      server: { port: 9001, publicUrl: 'https://triage.example.org' },
      log: { level: 'debug', format: 'json' },
      retrieval: { topK: 25 },
      embedding: { dimension: 1152 },
    });
  });

  it.each([
    ['METRICS_TOKEN', 'fifteen letters'],
    ['EMBEDDING_URL', 'grpc://triton:8001'],
    ['EMBEDDING_MAX_BATCH', '0'],
    ['EMBEDDING_BATCH_WAIT_MS', '-1'],
    ['EMBEDDING_MAX_QUEUE', '0'],
  ])('refuses %s=%s, and nothing else', (variable, value) => {
    const problems = problemsOf({ ...ENGINES, APP_ENV: 'development', [variable]: value });
    expect(problems).toEqual([expect.stringContaining(variable) as string]);
    expect(problems.join()).not.toContain('fifteen');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(load({ ...ENGINES, APP_ENV: 'development', PORT: ' ' }).server.port).toBe(8000);
  });
});

describe('problems', () => {
  it('are all named at once, with setting and variable, and without the values', () => {
    const problems = problemsOf({
      APP_ENV: 'production',
      SECRET_KEY: 'too-short-to-repeat',
      PORT: 'eight-thousand',
      REDIS_URL: 'http://not-redis.example.org',
      LOG_LEVEL: 'chatty',
    });
    for (const name of [
      'SECRET_KEY',
      'PORT (server.port)',
      'DATABASE_URL',
      'REDIS_URL (redis.url)',
      'CHROMA_URL',
      'LOG_LEVEL (log.level)',
      'USE_MOCKS',
      'MEDGEMMA_API_KEY',
    ]) {
      expect(problems.filter((problem) => problem.includes(name))).toHaveLength(1);
    }
    expect(problems.join('\n')).not.toMatch(/too-short-to-repeat|eight-thousand|not-redis|chatty/);
  });

  it.each([undefined, '', 'prod', 'Production'])('refuses APP_ENV %p', (name) => {
    expect(problemsOf({ ...PRODUCTION, APP_ENV: name })).toEqual([expect.stringContaining('APP_ENV')]);
  });

  describe('of a file', () => {
    const dir = mkdtempSync(join(tmpdir(), 'config-'));
    afterAll(() => rmSync(dir, { recursive: true }));

    it('include a setting that nobody knows', () => {
      writeFileSync(join(dir, 'production.yaml'), 'server:\n  prot: 8000\n');
      expect(problemsOf(PRODUCTION, dir)).toEqual([expect.stringMatching(/server.*prot/)]);
    });

    it('include a file that is no settings, or is not there', () => {
      writeFileSync(join(dir, 'production.yaml'), '- a\n- b\n');
      expect(problemsOf(PRODUCTION, dir)).toEqual([expect.stringContaining('production.yaml')]);
      expect(problemsOf({ ...PRODUCTION, APP_ENV: 'staging' }, dir)).toEqual([
        expect.stringContaining('staging.yaml'),
      ]);
    });
  });
});

describe('in production', () => {
  it('starts with a secret, a key for MedGemma and no stand-ins', () => {
    expect(load(PRODUCTION)).toMatchObject({
      useMocks: false,
      log: { format: 'json' },
      medgemma: { apiKey: 'adc' },
    });
  });

  it.each([
    ['SECRET_KEY', undefined],
    ['SECRET_KEY', 'k'.repeat(31)],
    ['SECRET_KEY', DEMO_SECRET_KEY],
    ['MEDGEMMA_API_KEY', undefined],
    ['USE_MOCKS', undefined],
    ['USE_MOCKS', 'true'],
    ['USE_MOCKS', 'no'],
  ])('does not start with %s=%s', (variable, value) => {
    const problems = problemsOf({ ...PRODUCTION, [variable]: value });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.includes(variable))).toBe(true);
  });

  it('counts the bytes of the secret, not its letters', () => {
    expect(problemsOf({ ...PRODUCTION, SECRET_KEY: 'ж'.repeat(16) })).toEqual([]);
  });

  it('warns unless the log is asked for as JSON', () => {
    expect(deploymentWarnings('production', PRODUCTION)).toEqual([expect.stringContaining('LOG_FORMAT')]);
    expect(deploymentWarnings('production', { ...PRODUCTION, LOG_FORMAT: 'json' })).toEqual([]);
    expect(deploymentWarnings('development', {})).toEqual([]);
  });
});

describe('in staging', () => {
  const staging = { ...PRODUCTION, APP_ENV: 'staging', MEDGEMMA_API_KEY: undefined };

  it('allows stand-ins, and wants a key for MedGemma without them', () => {
    expect(problemsOf({ ...staging, USE_MOCKS: 'true' })).toEqual([]);
    expect(problemsOf(staging)).toEqual([expect.stringContaining('MEDGEMMA_API_KEY')]);
  });
});

describe('the settings of MedGemma by themselves', () => {
  it('need nothing else of a deployment', () => {
    expect(readModelSettings({})).toMatchObject({ ok: true, value: { wire: null, timeoutMs: 30_000 } });
    expect(
      readModelSettings({
        MEDGEMMA_BASE_URL: 'http://vllm:8000/v1',
        MEDGEMMA_INPUT_PRICE: '0.25',
        PORT: 'no',
      }),
    ).toMatchObject({ ok: true, value: { wire: 'openai', inputPricePerMillion: 0.25 } });
  });

  it('are refused by name', () => {
    expect(readModelSettings({ MEDGEMMA_API: 'openai', MEDGEMMA_API_KEY: 'secret' })).toEqual({
      ok: false,
      error: [expect.stringContaining('MEDGEMMA_BASE_URL (medgemma.baseUrl)')],
    });
    expect(readModelSettings({ MEDGEMMA_TIMEOUT_MS: '5', MEDGEMMA_API: 'telepathy' })).toMatchObject({
      error: expect.arrayContaining([
        expect.stringContaining('MEDGEMMA_TIMEOUT_MS (medgemma.timeoutMs)'),
        expect.stringContaining('MEDGEMMA_API (medgemma.api)'),
      ]) as string[],
    });
  });
});
