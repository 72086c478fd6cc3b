import { type SquareMatrix } from './cholesky';

/** One vector a picture. */
export type Rows = readonly Float64Array[];

/** Inner product, over the length of `a`. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** The vector at unit length; one of length zero stays. */
export function unit(row: ArrayLike<number>): Float64Array {
  const length = Math.sqrt(dot(row, row)) || 1;
  return Float64Array.from(row, (value) => value / length);
}

/** Products of every row with every row. */
export function gramOf(rows: Rows): SquareMatrix {
  const size = rows.length;
  const values = new Float64Array(size * size);
  rows.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const product = dot(row, rows[j] ?? []);
      values[i * size + j] = product;
      values[j * size + i] = product;
    }
  });
  return { size, values };
}

/** Mean of each column over the rows at the given places. */
export function columnMeans(rows: Rows, places: readonly number[]): Float64Array {
  const means = new Float64Array(rows[0]?.length ?? 0);
  for (const place of places) {
    rows[place]?.forEach((value, column) => {
      means[column] = (means[column] ?? 0) + value / places.length;
    });
  }
  return means;
}
