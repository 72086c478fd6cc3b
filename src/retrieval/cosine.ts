/** The cosine of two vectors of unit length; what one is shorter counts as zero. */
export function cosineOfUnits(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
