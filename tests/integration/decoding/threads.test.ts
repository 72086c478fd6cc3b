import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { openPicture } from '../../../src/decoding';

const LOADER = join(__dirname, '../../support/load-decoder-often.cjs');

it('opens pictures while other threads load the decoder', async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const loader = new Worker(LOADER, { workerData: { times: 2_000 } });
  let isLoading = true;
  const ended = once(loader, 'exit').then(() => (isLoading = false));
  let opened = 0;
  while (isLoading) {
    await openPicture(png).raw().toBuffer();
    opened += 1;
  }
  await ended;
  expect(opened).toBeGreaterThan(100);
});
