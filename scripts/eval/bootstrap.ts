import { seededRandom } from '../seeded-random';

/** A measure with the interval in which 95 of 100 resamplings lie. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLINGS = 1000;

/**
 * The measure of all items with its interval: whole groups (a patient's records), not items, are drawn with replacement.
 * Null where the measure counts nothing. The same seed gives the same interval.
 */
export function withInterval<T>(
  items: readonly T[],
  groupOf: (item: T) => string,
  measure: (items: readonly T[]) => number | null,
  seed = 1,
): Figure | null {
  const value = measure(items);
  if (value === null) return null;
  const groups = grouped(items, groupOf);
  const random = seededRandom(seed);
  const resampled = Array.from({ length: RESAMPLINGS }, () =>
    measure(groups.flatMap(() => random.pick(groups))),
  )
    .filter((figure) => figure !== null)
    .sort((a, b) => a - b);
  return { value, low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

/** The share of items for which it holds; null of none. */
export function share<T>(items: readonly T[], holds: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}

/** The items of each group, groups in the order of their first items. */
export function grouped<T>(items: readonly T[], groupOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(groupOf(item));
    if (group === undefined) groups.set(groupOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function quantile(sorted: readonly number[], place: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(place * sorted.length))] ?? Number.NaN;
}
