/** A vector of unit length with what is true of it, and whose it is. */
export interface LabelledVector {
  readonly vector: Float32Array;
  readonly condition: string;
  readonly patientId: string;
}

interface Sum {
  count: number;
  readonly values: Float64Array;
}

/**
 * The silhouette of each vector by condition (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7) under the cosine distance,
 * -1 to 1: how much nearer it lies to its own condition than to the nearest other one. Vectors of the same patient are not
 * counted: two pictures of one lesion are alike whatever it is. Null where no other patient has the condition, or there
 * is no other condition.
 */
export function silhouettes(points: readonly LabelledVector[]): (number | null)[] {
  const sums = sumsBy(points, ({ condition }) => condition);
  const ofPatient = sumsBy(points, patientsConditionOf);
  return points.map((point) => {
    const meanDistance = (condition: string): number | null => {
      const own = ofPatient.get(patientsConditionOf({ ...point, condition }));
      return meanDistanceTo(point.vector, sums.get(condition), own);
    };
    const within = meanDistance(point.condition);
    const others = [...sums.keys()]
      .filter((condition) => condition !== point.condition)
      .map(meanDistance)
      .filter((distance) => distance !== null);
    if (within === null || others.length === 0) return null;
    const between = Math.min(...others);
    const larger = Math.max(within, between);
    return larger === 0 ? 0 : (between - within) / larger;
  });
}

/** The mean cosine of each vector to those of other patients: near 0 where a space is filled evenly. Null if there are none. */
export function meanCosines(points: readonly LabelledVector[]): (number | null)[] {
  const all = sumsBy(points, () => '').get('');
  const ofPatient = sumsBy(points, ({ patientId }) => patientId);
  return points.map(({ vector, patientId }) => {
    const distance = meanDistanceTo(vector, all, ofPatient.get(patientId));
    return distance === null ? null : 1 - distance;
  });
}

/** Of unit vectors, the mean of the cosines is the cosine's sum: no pair needs to be looked at. */
function meanDistanceTo(vector: Float32Array, all: Sum | undefined, leftOut: Sum | undefined): number | null {
  const count = (all?.count ?? 0) - (leftOut?.count ?? 0);
  if (all === undefined || count === 0) return null;
  let cosines = 0;
  vector.forEach((value, i) => {
    cosines += value * ((all.values[i] ?? 0) - (leftOut?.values[i] ?? 0));
  });
  return 1 - cosines / count;
}

function sumsBy(
  points: readonly LabelledVector[],
  keyOf: (point: LabelledVector) => string,
): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const point of points) {
    const key = keyOf(point);
    const sum = sums.get(key) ?? { count: 0, values: new Float64Array(point.vector.length) };
    sum.count += 1;
    point.vector.forEach((value, i) => (sum.values[i] = (sum.values[i] ?? 0) + value));
    sums.set(key, sum);
  }
  return sums;
}

function patientsConditionOf({ patientId, condition }: LabelledVector): string {
  return JSON.stringify([patientId, condition]);
}
