import { type ConditionTable } from '../../src/domain';
import { type LoadProgress, openDataset, type ReferenceDataset } from '../../src/retrieval';
import { createProgressLine } from '../reference/progress';
import { openReferenceTools } from '../reference/reference-tools';
import { type AskedCase, type CollectDeps, collectEvidence } from './collect-evidence';

/** The deployment's default (VECTOR_STORE_TOP_K). */
const TOP_K = 10;

interface FolderEvidence {
  readonly dataset: ReferenceDataset;
  readonly asked: readonly AskedCase[];
}

/**
 * The labelled cases of a folder in a form that `reference:load` reads, each with what the cases of `referenceDir` (by
 * default of the same folder) say of it, but for those of the same patient. Shows its progress on stderr. Throws on a
 * folder that cannot be read.
 */
export async function evidenceOfFolder(
  dir: string,
  referenceDir: string = dir,
): Promise<FolderEvidence & { readonly conditions: ConditionTable }> {
  const tools = await openReferenceTools(process.env);
  try {
    return { ...(await evidenceWith(tools, dir, referenceDir)), conditions: tools.conditions };
  } finally {
    await tools.close();
  }
}

/** The same with tools that are open already, and stay so. */
export async function evidenceWith(
  tools: Omit<CollectDeps, 'topK' | 'onProgress'>,
  dir: string,
  referenceDir: string = dir,
): Promise<FolderEvidence> {
  const dataset = await openFolder(dir);
  const reference = referenceDir === dir ? dataset : await openFolder(referenceDir);
  const line = createProgressLine('Loading', 'cases', process.stderr);
  try {
    const onProgress = ({ casesRead, caseCount }: LoadProgress): void => line.show(casesRead, caseCount);
    const asked = await collectEvidence({ ...tools, topK: TOP_K, onProgress }, reference, dataset);
    return { dataset, asked };
  } finally {
    line.end();
  }
}

async function openFolder(dir: string): Promise<ReferenceDataset> {
  const dataset = await openDataset(dir);
  if (!dataset.ok) throw new Error(dataset.error);
  return dataset.value;
}
