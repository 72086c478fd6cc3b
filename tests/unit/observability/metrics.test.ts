import { createExposition, createMetrics } from '../../../src/observability';

function linesOf(text: string | null): string[] {
  return (text ?? '').split('\n').filter((line) => line.startsWith('paa_'));
}

it('counts what the rooms report, in seconds and bytes', async () => {
  const { embedding, onSearch, onLimitation, watchDevice, registry } = createMetrics();
  embedding.onBatch({ size: 3, waitMs: 2, runMs: 40 });
  embedding.onBatch({ size: 1, waitMs: 0, runMs: 10 });
  embedding.onQueueDepth(7);
  embedding.onBusy();
  onSearch({ ms: 30, outcome: 'FOUND' });
  onLimitation('IMAGE_MISSING');
  onLimitation('IMAGE_MISSING');
  watchDevice(() =>
    Promise.resolve({ provider: 'cuda', name: 'NVIDIA H200', memoryMiB: 2, memoryUsedMiB: 1 }),
  );
  const lines = linesOf(await createExposition(registry)());
  expect(lines).toEqual(
    expect.arrayContaining([
      'paa_embedding_batch_pictures_sum 4',
      'paa_embedding_batch_pictures_count 2',
      'paa_embedding_wait_seconds_sum 0.002',
      'paa_embedding_run_seconds_sum 0.05',
      'paa_embedding_queue_pictures 7',
      'paa_embedding_busy_total 1',
      'paa_retrieval_seconds_count{outcome="FOUND"} 1',
      'paa_limitations_total{limitation="IMAGE_MISSING"} 2',
      'paa_embedding_device_info{provider="cuda",name="NVIDIA H200"} 1',
      'paa_embedding_device_memory_bytes{provider="cuda",name="NVIDIA H200"} 2097152',
      'paa_embedding_device_memory_used_bytes{provider="cuda",name="NVIDIA H200"} 1048576',
    ]),
  );
});

it('counts the calls of the language model, their tokens and what they cost', async () => {
  const { model, registry } = createMetrics();
  const call = { outcome: 'ACCEPTED', latencyMs: 1500, inputTokens: 900, outputTokens: 100, cost: 0.25 };
  model.onCall(call);
  model.onCall({ ...call, outcome: 'TIMEOUT', inputTokens: null, outputTokens: null, cost: 0 });
  model.onGuard('DRUG_DOSE');
  model.onCircuit(true);
  expect(linesOf(await registry.metrics())).toEqual(
    expect.arrayContaining([
      'paa_model_calls_total{outcome="ACCEPTED"} 1',
      'paa_model_calls_total{outcome="TIMEOUT"} 1',
      'paa_model_seconds_sum 3',
      'paa_model_tokens_total{direction="input"} 900',
      'paa_model_tokens_total{direction="output"} 100',
      'paa_model_cost_total 0.25',
      'paa_model_guard_total{reason="DRUG_DOSE"} 1',
      'paa_model_breaker_open 1',
    ]),
  );
  model.onCircuit(false);
  expect(linesOf(await registry.metrics())).toContain('paa_model_breaker_open 0');
});

it('asks for the device at each scrape, and leaves out what it does not tell', async () => {
  const { registry, watchDevice } = createMetrics();
  let provider = 'kserve';
  watchDevice(() => Promise.resolve({ provider, name: null, memoryMiB: null, memoryUsedMiB: null }));
  const read = createExposition(registry);
  const devices = async () => linesOf(await read()).filter((line) => line.includes('_device_'));
  expect(await devices()).toEqual(['paa_embedding_device_info{provider="kserve",name="unknown"} 1']);
  provider = 'cpu';
  expect(await devices()).toEqual(['paa_embedding_device_info{provider="cpu",name="unknown"} 1']);
});

it('counts in each process for itself, and nothing at first', async () => {
  const first = createMetrics();
  const second = createMetrics();
  first.embedding.onBusy();
  expect(linesOf(await second.registry.metrics())).toContain('paa_embedding_busy_total 0');
});
