/** A process of its own that works off deliveries by webhook until it is killed. */
import { v7 as newId } from 'uuid';
import { createOutbound } from '../../../src/delivery/outbound/post';
import { deliver } from '../../../src/delivery/queue/deliver';
import { createSlots } from '../../../src/delivery/queue/slots';
import { createWebhookChannel } from '../../../src/delivery/webhook/webhook-channel';
import { createJobs, JobName } from '../../../src/jobs';
import { systemClock } from '../../../src/time';
import { connect } from '../escalation/case-events';
import { QUICK_SETTINGS } from '../jobs/quick-settings';
import { SEAL } from './delivery-ground';

async function main(databaseUrl: string): Promise<void> {
  const prisma = connect(databaseUrl);
  const logger = { error: () => undefined };
  const jobs = createJobs({ databaseUrl, newId, settings: QUICK_SETTINGS, logger });
  await jobs.start();
  const outbound = createOutbound({ allowPrivate: true });
  const deps = {
    prisma,
    jobs,
    clock: systemClock,
    seal: SEAL,
    channels: { WEBHOOK: createWebhookChannel({ outbound, clock: systemClock }) },
    chance: () => 0,
    slots: createSlots(),
    actionUrl: null,
    logger: { warn: () => undefined, error: () => undefined },
    onAttempt: () => undefined,
  };
  jobs.work(JobName.DELIVER, ({ deliveryId }, signal) => deliver(deps, deliveryId, signal));
  process.send?.('ready');
}

void main(process.argv[2] ?? '');
