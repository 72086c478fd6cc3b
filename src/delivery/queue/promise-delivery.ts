import { JobName, type Jobs } from '../../jobs';

type Transaction = Parameters<Jobs['enqueue']>[0];

/** One waiting job for each delivery, however often it is promised. */
export function promiseDelivery(
  jobs: Pick<Jobs, 'enqueue'>,
  tx: Transaction,
  deliveryId: string,
  startAfterMs = 0,
): Promise<void> {
  return jobs.enqueue(tx, { ...jobOf(deliveryId), startAfterMs });
}

/** The same for many, to be made as soon as may be, in one statement. */
export function promiseDeliveries(
  jobs: Pick<Jobs, 'enqueueAll'>,
  tx: Transaction,
  deliveryIds: readonly string[],
): Promise<void> {
  return jobs.enqueueAll(tx, deliveryIds.map(jobOf));
}

const jobOf = (deliveryId: string) =>
  ({ name: JobName.DELIVER, data: { deliveryId }, singletonKey: deliveryId }) as const;
