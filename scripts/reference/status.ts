/** `npm run reference:status`: which reference set is in use with the chosen model. In the Chroma of CHROMA_URL, else of the data folder. */
import { createChromaIndex } from '../../src/retrieval';
import { useEngine } from '../engines/use-engine';
import { chosenManifest } from './reference-tools';

async function show(env: NodeJS.ProcessEnv, chromaUrl: string): Promise<void> {
  const manifest = await chosenManifest(env);
  const active = await createChromaIndex(chromaUrl).readActive(manifest.sha256 ?? '');
  console.log(active === null ? `Nothing is loaded for the model ${manifest.name}.` : active);
}

useEngine(process.env, 'CHROMA_URL', (url) => show(process.env, url)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
