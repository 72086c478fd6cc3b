import { type Clock } from '../../time';
import { type Channel, type DeliveryMessage } from '../channel';
import { type Outbound } from '../outbound/post';
import { FailureAction } from '../delivery-words';
import { type Decisive, toDelivered } from '../outbound/read-answer';
import { signatureHeaders } from './sign';

/** Gone: nobody there wants to hear of us again. */
const DECISIVE: Decisive = { 410: FailureAction.DISABLE };

interface WebhookDeps {
  readonly outbound: Outbound;
  readonly clock: Clock;
}

/** Signed POSTs of JSON, in the form of the Standard Webhooks specification. */
export function createWebhookChannel({ outbound, clock }: WebhookDeps): Channel {
  return {
    check: (address) => outbound.check(address),
    async deliver(message, { address, secrets }, signal) {
      const now = clock.now();
      const body = bodyOf(message);
      const timestamp = Math.floor(now.getTime() / 1000);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'patient-advocacy-agent',
        ...signatureHeaders({ id: message.id, timestamp, body }, secrets),
      };
      const answered = await outbound.post(address, { headers, body: Buffer.from(body), signal });
      return toDelivered(answered, DECISIVE, now);
    },
  };
}

/** The same bytes at every attempt. */
function bodyOf({ id, kind, at, ...data }: DeliveryMessage): string {
  return JSON.stringify({ id, type: `escalation.${kind.toLowerCase()}`, timestamp: at.toISOString(), data });
}
