import { createChromaIndex, type IndexEngine } from '../../src/retrieval';
import { useEngine } from '../engines/use-engine';

/**
 * Runs a command on the index in the Chroma of CHROMA_URL, else of the data folder. What goes wrong ends it with one line
 * and exit status 1.
 */
export function indexCommand(run: (index: IndexEngine, env: NodeJS.ProcessEnv) => Promise<void>): void {
  reportFailure(useEngine(process.env, 'CHROMA_URL', (url) => run(createChromaIndex(url), process.env)));
}

/** A failure becomes one line and exit code 1. */
export function reportFailure(command: Promise<void>): void {
  command.catch((error: unknown) => {
    console.error(sentenceFor(error));
    process.exitCode = 1;
  });
}

/** Chroma's own words are about browsers. */
function sentenceFor(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return error.name === 'ChromaConnectionError'
    ? 'Chroma is out of reach. Is CHROMA_URL right?'
    : error.message;
}
