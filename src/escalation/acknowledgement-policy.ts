import { z } from 'zod';
import { type AcknowledgementPolicy, type EscalatedUrgency, Urgency } from '../domain';
import { afterWorkingTime, readWorkingHours } from './working-hours';

/** Minutes that each urgency may wait. */
export type AcknowledgeMinutes = Readonly<Record<EscalatedUrgency, number>>;

/** What a facility's row says about its answering. */
export interface FacilityTerms {
  readonly timeZone: string;
  readonly workingHours: unknown;
  readonly acknowledgeMinutes: unknown;
}

const MINUTE_MS = 60_000;
/** Thirty days: nobody means longer, and a date has an end. */
const MAX_MINUTES = 30 * 24 * 60;
/** Fractions too: a drill counts in seconds. One that is wrong takes no other with it. */
const minutes = z.number().positive().max(MAX_MINUTES);
const ownMinutes = minutes.optional().catch(undefined);
const minutesSchema = z.object({ EMERGENCY: ownMinutes, URGENT: ownMinutes, SOON: ownMinutes });

/** Whether a facility may agree on so many minutes. */
export function isAcknowledgeMinutes(value: number): boolean {
  return minutes.safeParse(value).success;
}

/** A facility's column as the minutes that are its own. */
export function readMinutes(column: unknown): Partial<AcknowledgeMinutes> {
  return minutesSchema.safeParse(column).data ?? {};
}

/**
 * A facility's own minutes, or the settings' where it has none that can be read. EMERGENCY and URGENT run by the clock, day and night;
 * SOON runs while the facility works.
 */
export function acknowledgementPolicy(
  { timeZone, workingHours, acknowledgeMinutes }: FacilityTerms,
  usualMinutes: AcknowledgeMinutes,
): AcknowledgementPolicy {
  const own = readMinutes(acknowledgeMinutes);
  const hours = readWorkingHours(workingHours);
  return {
    acknowledgeBy(urgency, from) {
      const waitMs = (own[urgency] ?? usualMinutes[urgency]) * MINUTE_MS;
      const hoursThatCount = urgency === Urgency.SOON ? hours : null;
      return afterWorkingTime(from, waitMs, hoursThatCount, timeZone);
    },
  };
}
