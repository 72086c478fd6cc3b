import { type Urgency } from '../urgency';

/** The urgencies that are escalated; the others wait in the queue. */
export type EscalatedUrgency = Extract<Urgency, 'EMERGENCY' | 'URGENT' | 'SOON'>;

/** What one facility agreed on: how long each urgency may wait for somebody before the next tier is asked. */
export interface AcknowledgementPolicy {
  /** Until when somebody is to answer what is asked at `from`. Pure: the same for the same arguments. */
  acknowledgeBy(this: void, urgency: EscalatedUrgency, from: Date): Date;
}
