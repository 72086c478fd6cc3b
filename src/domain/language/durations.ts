import { Duration } from '../vocabulary';

/** Upper bounds in days, from the shortest. */
const BOUNDS: readonly (readonly [maxDays: number, Duration])[] = [
  [1, Duration.ONE_DAY],
  [6, Duration.LESS_THAN_ONE_WEEK],
  [29, Duration.ONE_TO_FOUR_WEEKS],
  [90, Duration.ONE_TO_THREE_MONTHS],
  [364, Duration.THREE_TO_TWELVE_MONTHS],
  [5 * 365, Duration.MORE_THAN_ONE_YEAR],
  [Infinity, Duration.MORE_THAN_FIVE_YEARS],
];

/** The band in which so many days lie. */
export function durationOfDays(days: number): Duration {
  return BOUNDS.find(([maxDays]) => days <= maxDays)?.[1] ?? Duration.UNKNOWN;
}
