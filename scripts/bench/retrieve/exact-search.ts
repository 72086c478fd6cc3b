import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createGraphBuilder } from '../../models/graph-builder';

/** The fastest exact search that this machine can do without any engine: all similarities by one product of matrices. */
export interface ExactSearch {
  /** The places of the `count` nearest vectors for each query, nearest first. Queries asked together cost less. */
  nearest(queries: readonly Float32Array[], count: number): Promise<number[][]>;
  close(): Promise<void>;
}

/** `vectors` are of unit length and one dimension. Holds a copy of them. */
export async function createExactSearch(vectors: readonly Float32Array[]): Promise<ExactSearch> {
  const dimension = vectors[0]?.length ?? 0;
  const graph = createGraphBuilder('exact-search');
  const columns = graph.floats(transpose(vectors, dimension), [dimension, vectors.length]);
  graph.op('MatMul', ['queries', columns], {}, 'similarities');
  const model = graph.encode(
    { name: 'queries', shape: ['asked', dimension] },
    { name: 'similarities', shape: ['asked', vectors.length] },
  );
  const session = await InferenceSession.create(model, { graphOptimizationLevel: 'all' });
  return {
    async nearest(queries, count) {
      const asked = new Float32Array(queries.length * dimension);
      queries.forEach((query, place) => asked.set(query, place * dimension));
      const { similarities } = await session.run({
        queries: new Tensor('float32', asked, [queries.length, dimension]),
      });
      const values = similarities?.data as Float32Array;
      return queries.map((_query, place) =>
        largest(values.subarray(place * vectors.length, (place + 1) * vectors.length), count),
      );
    },
    close: () => session.release(),
  };
}

/** The places of the `count` largest values, largest first. */
export function largest(values: Float32Array, count: number): number[] {
  const places: number[] = [];
  let least = -Infinity;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? 0;
    if (places.length === count && value <= least) continue;
    let at = places.length;
    while (at > 0 && (values[places[at - 1] ?? 0] ?? 0) < value) at -= 1;
    places.splice(at, 0, place);
    if (places.length > count) places.pop();
    if (places.length === count) least = values[places[count - 1] ?? 0] ?? 0;
  }
  return places;
}

function transpose(vectors: readonly Float32Array[], dimension: number): Float32Array {
  const columns = new Float32Array(vectors.length * dimension);
  vectors.forEach((vector, column) => {
    for (let row = 0; row < dimension; row += 1) columns[row * vectors.length + column] = vector[row] ?? 0;
  });
  return columns;
}
