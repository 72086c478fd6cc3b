/**
 * `npm run eval:retrieval -- DIR [--manifest FILE] [--chroma] [--out FILE]`: whether the neighbours that a reference folder
 * gives to its own pictures and answers have the same condition, other patients' only; and how its vectors lie. By exact
 * search in memory; `--chroma` asks a Chroma of its own as well, and says what differs. Prints markdown.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  createChromaIndex,
  createMemoryIndex,
  openDataset,
  type LoadDeps,
  type LoadProgress,
} from '../../src/retrieval';
import { startScratchChroma } from '../engines/scratch-chroma';
import { createProgressLine } from '../reference/progress';
import { openReferenceTools } from '../reference/reference-tools';
import { askIndex, type AnsweredQuery } from './retrieval/ask-index';
import { retrievalReport } from './retrieval/report';
import { setQueries } from './retrieval/set-queries';

/** The deployment's default (VECTOR_STORE_TOP_K), and the depth that is judged. */
const TOP_K = 10;
const USAGE = 'Usage: npm run eval:retrieval -- DIR [--manifest FILE] [--chroma] [--out FILE]';

interface Options {
  readonly dir: string;
  readonly manifest: string | undefined;
  readonly chroma: boolean;
}

async function evaluate({ dir, manifest, chroma }: Options): Promise<string> {
  const dataset = await openDataset(dir);
  if (!dataset.ok) throw new Error(dataset.error);
  const env = manifest === undefined ? process.env : { ...process.env, EMBEDDING_MANIFEST: manifest };
  const tools = await openReferenceTools(env);
  const line = createProgressLine('Loading', 'cases', process.stderr);
  const ask = (index: LoadDeps['index']): Promise<AnsweredQuery[]> => {
    const onProgress = ({ casesRead, caseCount }: LoadProgress): void => line.show(casesRead, caseCount);
    return askIndex({ ...tools, index, onProgress }, dataset.value, queries);
  };
  const queries = await setQueries(tools, dataset.value, TOP_K);
  try {
    const exact = await ask(createMemoryIndex());
    return retrievalReport({
      dataset: dataset.value,
      model: tools.embedder.model,
      conditions: tools.conditions,
      exact,
      approximate: chroma ? await withChroma(ask) : null,
    });
  } finally {
    line.end();
    await tools.close();
  }
}

async function withChroma<T>(use: (index: LoadDeps['index']) => Promise<T>): Promise<T> {
  const chroma = await startScratchChroma();
  try {
    return await use(createChromaIndex(chroma.url));
  } finally {
    await chroma.remove();
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      manifest: { type: 'string' },
      out: { type: 'string' },
      chroma: { type: 'boolean', default: false },
    },
  });
  const [dir] = positionals;
  if (dir === undefined) throw new Error(USAGE);
  const report = await evaluate({ dir, manifest: values.manifest, chroma: values.chroma });
  if (values.out === undefined) console.log(report);
  else await writeFile(values.out, report);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
