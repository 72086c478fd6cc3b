import { type EscalationEventKind, type Result, type Urgency } from '../domain';
import { type AddressProblem, type ChannelName, type FailureAction } from './delivery-words';

/** What somebody is told. Nothing of it is about a person: whoever may know more asks the API for it. */
export interface DeliveryMessage {
  /** The same at every attempt: receivers tell repetitions by it. */
  readonly id: string;
  readonly kind: EscalationEventKind;
  readonly escalationId: string;
  readonly caseNumber: string;
  readonly urgency: Urgency;
  readonly tier: number;
  /** When it happened, not when it is sent. */
  readonly at: Date;
  /** The event's place in the stream, for `escalationEvents(after:)`. */
  readonly cursor: string;
  /** Where a person can act on it; null where no such place is configured. */
  readonly url: string | null;
}

/** An endpoint, opened. */
export interface DeliveryTarget {
  readonly endpointId: string;
  /** A URL, a mail address, or a browser's push subscription as JSON. */
  readonly address: string;
  /** Those valid now, newest first; none but for webhooks. */
  readonly secrets: readonly string[];
}

export interface DeliveryFailure {
  readonly action: FailureAction;
  /** "HTTP_503", "TIMED_OUT" …: what is recorded. Never the receiver's words. */
  readonly code: string;
  /** Not before this long, if the receiver said so. */
  readonly retryAfterMs?: number;
}

/** One way to reach somebody. */
export interface Channel {
  /** The address as it is to be kept. Errors: what is wrong with it. */
  check(address: string): Promise<Result<string, AddressProblem>>;
  /** One attempt. It may be repeated after having succeeded: a process can die before it has recorded so. */
  deliver(
    message: DeliveryMessage,
    target: DeliveryTarget,
    signal: AbortSignal,
  ): Promise<Result<void, DeliveryFailure>>;
}

/** One that is not configured is absent: nothing is registered for it, and what waits for it waits on. */
export type Channels = Readonly<Partial<Record<ChannelName, Channel>>>;
