import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

/** When people are there, on the clock that hangs on their wall. */
export interface WorkingHours {
  /** 1 is Monday, 7 is Sunday: the day that a shift begins on. */
  readonly days: readonly number[];
  /** "08:00"; one that is not before `from` is of the next day. */
  readonly from: string;
  readonly to: string;
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const workingHoursSchema = z.object({
  days: z.array(z.int().min(1).max(7)).min(1),
  from: z.string().regex(TIME_OF_DAY),
  to: z.string().regex(TIME_OF_DAY),
});

/** A facility's column as working hours. What is none counts as "always": too early a reminder harms nobody. */
export function readWorkingHours(column: unknown): WorkingHours | null {
  const parsed = workingHoursSchema.safeParse(column);
  return parsed.success ? parsed.data : null;
}

/** However few the hours, so many days on it is late. */
const MAX_DAYS = 366;

/**
 * The instant at which `workMs` of working time have passed since `from`. Days and hours are those of the time zone (an
 * IANA name; one that is unknown counts as UTC), with its summer time; null hours: all time is working time.
 */
export function afterWorkingTime(
  from: Date,
  workMs: number,
  hours: WorkingHours | null,
  timeZone: string,
): Date {
  const fromMs = from.getTime();
  if (hours === null) return new Date(fromMs + workMs);
  const zone = IANAZone.isValidZone(timeZone) ? timeZone : 'utc';
  // Of yesterday's shift a part may lie after midnight.
  const firstDay = DateTime.fromMillis(fromMs, { zone }).startOf('day').minus({ days: 1 });
  let leftMs = workMs;
  for (let day = 0; day < MAX_DAYS; day += 1) {
    const shift = shiftOf(firstDay.plus({ days: day }), hours);
    if (shift === null) continue;
    const startMs = Math.max(shift.startMs, fromMs);
    if (startMs >= shift.endMs) continue;
    if (startMs + leftMs <= shift.endMs) return new Date(startMs + leftMs);
    leftMs -= shift.endMs - startMs;
  }
  return firstDay.plus({ days: MAX_DAYS }).toJSDate();
}

function shiftOf(day: DateTime, hours: WorkingHours): { startMs: number; endMs: number } | null {
  if (!hours.days.includes(day.weekday)) return null;
  const isOvernight = hours.to <= hours.from;
  return {
    startMs: at(day, hours.from).toMillis(),
    endMs: at(isOvernight ? day.plus({ days: 1 }) : day, hours.to).toMillis(),
  };
}

function at(day: DateTime, timeOfDay: string): DateTime {
  const [hour, minute] = timeOfDay.split(':').map(Number);
  return day.set({ hour, minute });
}
