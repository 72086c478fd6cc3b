import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConditionTable } from '../../../src/domain';
import { buildIndex, createMemoryIndex } from '../../../src/retrieval';
import { systemClock } from '../../../src/time';
import { drawVectors, Spread, type VectorOptions } from '../../../scripts/bench/retrieve/clustered-vectors';
import { largest } from '../../../scripts/bench/retrieve/exact-search';
import { measureSearch, recall } from '../../../scripts/bench/retrieve/measure-search';
import {
  idOf,
  readVector,
  readyVectorTools,
  writeReadyVectors,
} from '../../../scripts/bench/retrieve/ready-vectors';
import { parseStatMs } from '../../../scripts/bench/retrieve/processor-time';

const DRAWN: VectorOptions = {
  spread: Spread.CLUSTERED,
  count: 300,
  dimension: 64,
  worldSeed: 1,
  drawSeed: 2,
};

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function meanNearest(vectors: readonly Float32Array[]): number {
  const nearest = vectors.map((one) =>
    Math.max(...vectors.filter((other) => other !== one).map((other) => cosine(one, other))),
  );
  return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
}

describe('the vectors that are drawn', () => {
  it.each(Object.values(Spread))('are of unit length and the same every time: %s', (spread) => {
    const vectors = drawVectors({ ...DRAWN, spread, count: 5 });
    expect(vectors.map((vector) => cosine(vector, vector).toFixed(5))).toEqual(Array(5).fill('1.00000'));
    expect(drawVectors({ ...DRAWN, spread, count: 5 })).toEqual(vectors);
    expect(drawVectors({ ...DRAWN, spread, count: 5, drawSeed: 9 })).not.toEqual(vectors);
  });

  it('have near neighbours where they lie in groups, and none where they lie evenly', () => {
    const clustered = meanNearest(drawVectors(DRAWN));
    const uniform = meanNearest(drawVectors({ ...DRAWN, spread: Spread.UNIFORM }));
    expect(clustered).toBeGreaterThan(0.7);
    expect(uniform).toBeLessThan(0.5);
  });
});

it('finds the places of the largest, largest first', () => {
  expect(largest(Float32Array.of(0.1, 0.9, -1, 0.5, 0.7), 3)).toEqual([1, 4, 3]);
  expect(largest(Float32Array.of(0.1), 3)).toEqual([0]);
});

describe('measureSearch', () => {
  it('has as many questions under way as there are clients, and each query asked once', async () => {
    const queries = Array.from({ length: 10 }, (_, i) => Float32Array.of(i));
    let underWay = 0;
    let most = 0;
    const { found, figures } = await measureSearch(3, queries, async (query) => {
      most = Math.max(most, (underWay += 1));
      await Promise.resolve();
      underWay -= 1;
      return [String(query[0])];
    });
    expect(most).toBe(3);
    expect(found.flat()).toEqual(queries.map(([i]) => String(i)));
    expect(figures.clients).toBe(3);
  });
});

it('counts as recall what part of the truly nearest was found', () => {
  expect(
    recall(
      [
        ['a', 'x'],
        ['c', 'd'],
      ],
      [
        ['a', 'b'],
        ['d', 'c'],
      ],
    ),
  ).toBe(0.75);
});

it('reads the processor time of a process whose name holds brackets and blanks', () => {
  const fields = ['S', ...Array.from({ length: 10 }, () => '0'), '250', '50', '7'];
  expect(parseStatMs(`12 (a (b) c) ${fields.join(' ')}`)).toBe(3000);
});

it('writes vectors as a set that the loader reads back as they were', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ready-vectors-'));
  try {
    const vectors = drawVectors({ ...DRAWN, count: 3 });
    const dataset = writeReadyVectors(dir, vectors);
    const tools = readyVectorTools(DRAWN.dimension);
    const index = createMemoryIndex();
    const conditions = createConditionTable([]);
    const { description } = await buildIndex({ ...tools, index, conditions, clock: systemClock }, [dataset]);
    for (const [place, vector] of vectors.entries()) {
      const [nearest] = await index.nearest(description.picturesCollection, vector, 1);
      expect(nearest?.facts.sourceId).toBe(idOf(place));
      expect(nearest?.similarity).toBeCloseTo(1);
      expect(await readVector(dataset, idOf(place))).toEqual(vector);
    }
  } finally {
    await rm(dir, { recursive: true });
  }
});
