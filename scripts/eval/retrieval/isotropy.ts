import { dot } from '../embedding/rows';

/** How evenly vectors use the directions of their space. */
export interface Isotropy {
  readonly dimension: number;
  /** Over how many directions the variance is in effect spread: (Σλ)² / Σλ² of the covariance's eigenvalues λ. */
  readonly effectiveDimensions: number;
  /** 0: all variance in one direction; 1: the same in each. */
  readonly isoScore: number;
}

/**
 * IsoScore (Rudman, Gillman, Rayne and Eickhoff, Findings of ACL 2022, arXiv:2108.07344). Its steps (rotate to the principal
 * axes, bring the variances to length √n, measure the distance to the vector of ones, rescale) come to (p - 1) / (n - 1),
 * where p is the number of effective dimensions, also known as the participation ratio: no eigenvalue has to be
 * worked out. Fewer vectors than dimensions bound p by their number. Null of fewer than two vectors or of equal ones.
 */
export function isotropyOf(vectors: readonly Float32Array[]): Isotropy | null {
  const dimension = vectors[0]?.length ?? 0;
  const centred = centre(vectors, dimension);
  const trace = centred.reduce((sum, vector) => sum + dot(vector, vector), 0);
  if (vectors.length < 2 || trace === 0) return null;
  const effectiveDimensions = trace ** 2 / squaredNormOfProduct(centred, dimension);
  return {
    dimension,
    effectiveDimensions,
    isoScore: dimension < 2 ? 1 : (effectiveDimensions - 1) / (dimension - 1),
  };
}

/** Σλ²: the squared Frobenius norm of XᵀX, and of XXᵀ too: the smaller of the two is worked out. */
function squaredNormOfProduct(rows: readonly Float64Array[], dimension: number): number {
  const vectors = rows.length <= dimension ? rows : transpose(rows, dimension);
  let sum = 0;
  vectors.forEach((one, i) => {
    for (let j = 0; j < i; j += 1) sum += 2 * dot(one, vectors[j] ?? one) ** 2;
    sum += dot(one, one) ** 2;
  });
  return sum;
}

function centre(vectors: readonly Float32Array[], dimension: number): Float64Array[] {
  const mean = new Float64Array(dimension);
  for (const vector of vectors) {
    vector.forEach((value, i) => (mean[i] = (mean[i] ?? 0) + value / vectors.length));
  }
  return vectors.map((vector) => Float64Array.from(vector, (value, i) => value - (mean[i] ?? 0)));
}

function transpose(rows: readonly Float64Array[], dimension: number): Float64Array[] {
  return Array.from({ length: dimension }, (_, column) => Float64Array.from(rows, (row) => row[column] ?? 0));
}
