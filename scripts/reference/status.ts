/** `npm run reference:status`: which reference set is in use with the chosen model. Needs CHROMA_URL. */
import { createChromaIndex } from '../../src/retrieval';
import { chosenManifest } from './reference-tools';

async function main(env: NodeJS.ProcessEnv): Promise<void> {
  if (!env.CHROMA_URL) throw new Error('CHROMA_URL is not set: the index has no address.');
  const manifest = await chosenManifest(env);
  const active = await createChromaIndex(env.CHROMA_URL).readActive(manifest.sha256 ?? '');
  console.log(active === null ? `Nothing is loaded for the model ${manifest.name}.` : active);
}

main(process.env).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
