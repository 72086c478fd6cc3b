import { Counter, type Registry } from 'prom-client';

/** What the rooms report of deliveries beyond sockets. */
export interface DeliveryMetrics {
  /** An attempt has ended: DELIVERED; PENDING: it failed and will be repeated; DEAD: it failed for good. */
  onAttempt(this: void, attempt: { readonly channel: string; readonly status: string }): void;
}

/** Registers them. */
export function createDeliveryMetrics(registry: Registry): DeliveryMetrics {
  const attempts = new Counter({
    name: 'paa_delivery_attempts_total',
    help: 'Attempts to deliver an escalation beyond sockets, by what became of the delivery.',
    labelNames: ['channel', 'status'],
    registers: [registry],
  });
  return { onAttempt: ({ channel, status }) => attempts.inc({ channel, status }) };
}
