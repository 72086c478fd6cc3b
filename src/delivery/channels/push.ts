import { generateRequestDetails, type Urgency as PushUrgency } from 'web-push';
import { err, ok, type Result, Urgency } from '../../domain';
import { type Clock } from '../../time';
import { type Channel, type DeliveryFailure, type DeliveryMessage, type DeliveryTarget } from '../channel';
import { AddressProblem, FailureAction } from '../delivery-words';
import { type Outbound } from '../outbound/post';
import { type Decisive, toDelivered } from '../outbound/read-answer';
import { readPushSubscription, writePushSubscription } from './push-subscription';

/** What push services know this deployment by (RFC 8292). Keys in base64url. */
export interface PushIdentity {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly subject: string;
}

export interface PushDeps {
  readonly settings: PushIdentity;
  readonly outbound: Pick<Outbound, 'check' | 'post'>;
  readonly clock: Clock;
}

interface Handling {
  /** How long a push service keeps it for a browser that is away, in seconds. */
  readonly ttlSeconds: number;
  /** Whether a device is woken for it (RFC 8030, 5.3). */
  readonly urgency: PushUrgency;
}

const DAY_SECONDS = 24 * 60 * 60;
const UNHURRIED: Handling = { ttlSeconds: DAY_SECONDS, urgency: 'low' };

/** SOON is kept over a weekend; what is more urgent has been reminded of by then, and asked of others. */
const HANDLING: Readonly<Record<Urgency, Handling>> = {
  [Urgency.EMERGENCY]: { ttlSeconds: DAY_SECONDS, urgency: 'high' },
  [Urgency.URGENT]: { ttlSeconds: DAY_SECONDS, urgency: 'high' },
  [Urgency.SOON]: { ttlSeconds: 3 * DAY_SECONDS, urgency: 'normal' },
  [Urgency.ROUTINE]: UNHURRIED,
  [Urgency.SELF_CARE]: UNHURRIED,
};

/**
 * RFC 8030, 5 and 7.3. A subscription that is unknown or gone does not come back: its browser makes another one. Not here: 401
 * and 403 are about this deployment's keys, which an operator can mend within the day.
 */
const DECISIVE: Decisive = {
  400: FailureAction.GIVE_UP,
  404: FailureAction.DISABLE,
  410: FailureAction.DISABLE,
  413: FailureAction.GIVE_UP,
};

/**
 * Delivers to a browser that subscribed (RFC 8030), encrypted so that the push service cannot read it (RFC 8291). Its yes
 * counts as delivered: whether somebody looked at it is not learnt.
 */
export function createPushChannel({ settings, outbound, clock }: PushDeps): Channel {
  return { check, deliver };

  async function check(address: string): Promise<Result<string, AddressProblem>> {
    const subscription = readPushSubscription(address);
    if (subscription === null) return err(AddressProblem.MALFORMED);
    const checked = await outbound.check(subscription.endpoint);
    return checked.ok ? ok(writePushSubscription(subscription)) : checked;
  }

  async function deliver(
    message: DeliveryMessage,
    target: DeliveryTarget,
    signal: AbortSignal,
  ): Promise<Result<void, DeliveryFailure>> {
    const subscription = readPushSubscription(target.address);
    if (subscription === null) return err({ action: FailureAction.GIVE_UP, code: 'MALFORMED_ADDRESS' });
    const { ttlSeconds, urgency } = HANDLING[message.urgency];
    // It encrypts and signs alone: the library's own sending knows no guard against private addresses.
    const request = generateRequestDetails(subscription, JSON.stringify(message), {
      vapidDetails: settings,
      TTL: ttlSeconds,
      urgency,
      // What a push service still holds of an escalation is replaced by the next of it (RFC 8030, 5.4).
      topic: message.escalationId.replaceAll('-', ''),
    });
    const { headers, body } = request;
    const answered = await outbound.post(subscription.endpoint, { headers, body, signal });
    return toDelivered(answered, DECISIVE, clock.now());
  }
}
