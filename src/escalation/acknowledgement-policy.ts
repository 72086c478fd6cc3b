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
/** Fractions too: a drill counts in seconds. */
const minutesSchema = z.object({
  EMERGENCY: z.number().positive().optional(),
  URGENT: z.number().positive().optional(),
  SOON: z.number().positive().optional(),
});

/**
 * A facility's own minutes, or the settings' where it has none. EMERGENCY and URGENT run by the clock, day and night;
 * SOON runs while the facility works.
 */
export function acknowledgementPolicy(
  { timeZone, workingHours, acknowledgeMinutes }: FacilityTerms,
  usualMinutes: AcknowledgeMinutes,
): AcknowledgementPolicy {
  const own = minutesSchema.safeParse(acknowledgeMinutes).data ?? {};
  const hours = readWorkingHours(workingHours);
  return {
    acknowledgeBy(urgency, from) {
      const waitMs = (own[urgency] ?? usualMinutes[urgency]) * MINUTE_MS;
      const hoursThatCount = urgency === Urgency.SOON ? hours : null;
      return afterWorkingTime(from, waitMs, hoursThatCount, timeZone);
    },
  };
}
