import { type Figure } from './bootstrap';

/** The 97.5th percentile of the normal distribution: 95 of 100 lie within it on either side. */
const Z = 1.959964;

/**
 * A share with Wilson's score interval: of items that are independent of each other, and honest where none or all of them
 * are so, of which a resampling says nothing. Null of none.
 */
export function wilson(successes: number, trials: number): Figure | null {
  if (trials === 0) return null;
  const value = successes / trials;
  const scale = 1 + Z ** 2 / trials;
  const centre = (value + Z ** 2 / (2 * trials)) / scale;
  const reach = (Z / scale) * Math.sqrt((value * (1 - value)) / trials + Z ** 2 / (4 * trials ** 2));
  return { value, low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
