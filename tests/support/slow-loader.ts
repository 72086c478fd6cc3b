/** A loader to be killed: `slow-loader DIR CHROMA_URL` says "stored" after its first batch and never goes on. */
import { createChromaIndex, loadReference, openDataset, type IndexEngine } from '../../src/retrieval';
import { colourTools } from './reference-fixtures';

async function main(dir: string, chromaUrl: string): Promise<void> {
  const dataset = await openDataset(dir);
  if (!dataset.ok) throw new Error(dataset.error);
  const index = createChromaIndex(chromaUrl);
  const stuck: IndexEngine = {
    ...index,
    async upsert(collection, records) {
      await index.upsert(collection, records);
      process.stdout.write('stored\n');
      setInterval(() => undefined, 1000);
      await new Promise(() => undefined);
    },
  };
  await loadReference({ ...colourTools, index: stuck, clock: { now: () => new Date() } }, [dataset.value]);
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
