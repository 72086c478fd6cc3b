import { createEmbedder, EmbeddingDevice } from '../../../src/embedding';
import { type ContestantSetup, inTurns } from './contestant';
import { readPictures } from './pictures';

const STEP = 1000;
const AT_ONCE = 8;
/** Caches and pools fill up at first; the slope is that of what comes after. */
const WARM_UP = 2000;

/** Embeds that many pictures and prints the process's memory after each thousand, and how fast it grows. */
export async function soak(
  { manifest, modelDir, picturesDir }: ContestantSetup,
  count: number,
): Promise<void> {
  const next = inTurns(await readPictures(picturesDir));
  const embedder = await createEmbedder({
    manifest,
    modelDir,
    device: EmbeddingDevice.CPU,
    expectedDimension: manifest.dimension,
  });
  const points: { embedded: number; rssMiB: number }[] = [];
  for (let embedded = 0; embedded < count;) {
    for (const end = Math.min(embedded + STEP, count); embedded < end; embedded += AT_ONCE) {
      await embedder.embed(next(AT_ONCE));
    }
    const rssMiB = process.memoryUsage.rss() / 1024 ** 2;
    points.push({ embedded, rssMiB });
    console.log(`${String(embedded).padStart(7)} pictures  ${rssMiB.toFixed(0).padStart(5)} MiB`);
  }
  const settled = points.filter(({ embedded }) => embedded > WARM_UP);
  console.log(`Slope after ${WARM_UP}: ${(slope(settled) * STEP).toFixed(2)} MiB for each ${STEP} pictures.`);
  await embedder.close();
}

/** MiB per picture, by least squares. */
function slope(points: readonly { embedded: number; rssMiB: number }[]): number {
  const meanX = average(points.map(({ embedded }) => embedded));
  const meanY = average(points.map(({ rssMiB }) => rssMiB));
  const covariance = points.reduce((sum, p) => sum + (p.embedded - meanX) * (p.rssMiB - meanY), 0);
  return covariance / points.reduce((sum, p) => sum + (p.embedded - meanX) ** 2, 0);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
