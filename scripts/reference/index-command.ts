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
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
