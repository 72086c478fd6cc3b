import { type ExecutionProvider } from '../device';
import { type ModelManifest } from '../manifest';

/** What each inference thread is started with. */
export interface SessionSettings extends Pick<
  ModelManifest,
  'inputName' | 'outputName' | 'sizePx' | 'dimension'
> {
  readonly modelPath: string;
  readonly provider: Exclude<ExecutionProvider, typeof ExecutionProvider.KSERVE>;
  /** Threads within one operator of one run. */
  readonly intraOpThreads: number;
  /** Sizes of the batches that are run before the first real one: some kernels are chosen, and memory taken, per shape. */
  readonly warmUpBatches: readonly number[];
}
