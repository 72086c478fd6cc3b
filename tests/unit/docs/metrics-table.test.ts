import { readFileSync } from 'node:fs';
import { createMetrics } from '../../../src/observability';

it('names every metric of the house in docs/deployment.md, and none that is not there', async () => {
  const { registry, watchDevice } = createMetrics();
  watchDevice(() => Promise.resolve({ provider: 'cpu', name: null, memoryMiB: null, memoryUsedMiB: null }));
  const measured = (await registry.getMetricsAsJSON())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('paa_'));
  const documented = readFileSync('docs/deployment.md', 'utf8').matchAll(/^\| `(paa_\w+)`/gm);
  expect([...documented].map(([, name]) => name).sort()).toEqual(measured.sort());
});
