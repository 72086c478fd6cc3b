import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { writeDeliveries } from '../../../src/delivery/queue/write-deliveries';
import { createJobs, type Jobs } from '../../../src/jobs';
import { systemClock } from '../../../src/time';
import { eventually } from '../../support/house-model';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver';
import { openCase } from '../escalation/case-events';
import { QUICK_SETTINGS } from '../jobs/quick-settings';
import { ALL, type Ground, openGround } from './delivery-ground';

const LONG_MS = 60_000;

describe('a process that dies between the post and its record', () => {
  let ground: Ground;
  let receiver: WebhookReceiver;
  let jobs: Jobs;
  let children: ChildProcess[];

  beforeEach(async () => {
    ground = await openGround();
    receiver = await startWebhookReceiver();
    const logger = { error: () => undefined };
    jobs = createJobs({ databaseUrl: ground.database.url, newId, settings: QUICK_SETTINGS, logger });
    await jobs.start();
    children = [];
  });

  afterEach(async () => {
    for (const child of children.filter(({ signalCode }) => signalCode === null)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await jobs.stop();
    await receiver.close();
    await ground.close();
  });

  async function startProcess(): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'deliver-process.ts'), [ground.database.url], {
      execArgv: ['-r', '@swc-node/register'],
    });
    children.push(child);
    await once(child, 'message');
    return child;
  }

  it(
    'leaves a delivery that is made again, under the same id',
    async () => {
      await ground.register(receiver.url);
      const written = await openCase(ground.prisma, ground.facilityId);
      for (let i = 0; i < 3; i++) await ground.happen(written);
      const doomed = await startProcess();
      // What was posted cannot have been recorded before it is answered.
      receiver.onReceived = () => {
        if (doomed.signalCode === null) doomed.kill('SIGKILL');
      };
      receiver.moods.push('HANG');
      await writeDeliveries({ prisma: ground.prisma, jobs, clock: systemClock, newId }, ALL);
      await once(doomed, 'exit');
      const before = receiver.received.map(({ id }) => id);
      expect(before).toHaveLength(1);
      expect(await ground.prisma.delivery.count({ where: { status: 'PENDING', attempts: 0 } })).toBe(3);

      await startProcess();
      await eventually(
        async () => (await ground.prisma.delivery.count({ where: { status: 'DELIVERED' } })) === 3,
      );
      const after = receiver.received.map(({ id }) => id).slice(1);
      expect(after).toContain(before[0]);
      expect(new Set(after).size).toBe(3);
    },
    LONG_MS,
  );
});
