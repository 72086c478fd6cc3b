import { createHealth, type DependencyCheck, type EmbeddingReport } from '../../../src/observability';

const up = (name: string, required = true): DependencyCheck => ({
  name,
  required,
  check: () => Promise.resolve(),
});
const down = (name: string, required: boolean): DependencyCheck => ({
  name,
  required,
  check: () =>
    Promise.reject(
      Object.assign(new Error('connect to postgresql://app:secret@db'), { code: 'ECONNREFUSED' }),
    ),
});

const EMBEDDING: EmbeddingReport = {
  provider: 'cuda',
  name: 'NVIDIA H200',
  memoryMiB: 143_771,
  memoryUsedMiB: 512,
  isFallback: false,
};

const LANGUAGE_MODEL = { model: 'medgemma (openai)', promptVersion: 'assess-1@0123', isCircuitOpen: true };

function healthOf(checks: DependencyCheck[], timeoutMs?: number) {
  return createHealth({
    env: 'staging',
    version: '1.2.3',
    checks,
    standIns: ['medgemma'],
    clinicalContent: [],
    describeEmbedding: () => Promise.resolve(EMBEDDING),
    describeLanguageModel: () => LANGUAGE_MODEL,
    timeoutMs,
  });
}

it('says exactly status, environment and version', () => {
  expect(healthOf([]).status()).toEqual({ status: 'ok', env: 'staging', version: '1.2.3' });
});

it('is ready while everything required answers, and names what is down without its message', async () => {
  const readiness = await healthOf([up('postgresql'), down('chroma', false)]).readiness();
  expect(readiness).toEqual({
    ready: true,
    dependencies: [
      { name: 'postgresql', status: 'up', required: true },
      { name: 'chroma', status: 'down', required: false, detail: 'ECONNREFUSED' },
    ],
    embedding: EMBEDDING,
    languageModel: LANGUAGE_MODEL,
    standIns: ['medgemma'],
    clinicalContent: [],
  });
});

it('is not ready without a required dependency', async () => {
  const readiness = await healthOf([down('postgresql', true), up('redis')]).readiness();
  expect(readiness.ready).toBe(false);
});

it('counts a dependency that never answers as down', async () => {
  const silent: DependencyCheck = {
    name: 'redis',
    required: true,
    check: () => new Promise(() => undefined),
  };
  const readiness = await healthOf([silent], 5).readiness();
  expect(readiness).toMatchObject({
    ready: false,
    dependencies: [{ status: 'down', detail: 'TimeoutError' }],
  });
});

it('counts a check that throws before it waits as down', async () => {
  const broken: DependencyCheck = {
    name: 'redis',
    required: true,
    check: () => {
      throw new RangeError('not connected');
    },
  };
  expect((await healthOf([broken]).readiness()).dependencies[0]).toMatchObject({ detail: 'RangeError' });
});
