import { type ConditionTable, type WeightedCondition } from '../domain';
import { type Clock } from '../time';
import { type IndexEngine } from './index-catalogue';
import { type RecordDraft } from './reference-records';
import { type ReferenceFacts, type ReferenceRecord } from './reference-index';

/** One collection while it is being filled, with what was counted on the way. */
export interface Filling {
  /**
   * Adds those of the drafts that are not there yet; `toRecords` is asked for no others, and may leave some out. `onPresent`
   * is told of each of the others. May be called again before it has ended. No draft may come twice.
   */
  fill<D extends RecordDraft>(
    drafts: readonly D[],
    toRecords: (missing: readonly D[]) => Promise<readonly ReferenceRecord[]>,
    onPresent?: (facts: ReferenceFacts, draft: D) => void,
  ): Promise<void>;
  /** Writes what is still waiting. */
  finish(): Promise<void>;
  added(): number;
  present(): number;
  malignantShare(): number;
}

interface FillingDeps {
  readonly index: Pick<IndexEngine, 'prepare' | 'count' | 'present' | 'upsert'>;
  readonly clock: Clock;
  readonly conditions: ConditionTable;
}

/** Large requests are what the engine takes fastest: see docs/performance.md. */
const RECORDS_PER_WRITE = 1000;
/** Nor is finished work kept back longer than this: it is what a kill would cost. */
const MAX_WAIT_MS = 2000;

/** Makes the collection if it is not there. What an empty one holds is never asked. Rejects if the engine fails. */
export async function openFilling(
  { index, clock, conditions }: FillingDeps,
  collection: string,
): Promise<Filling> {
  await index.prepare(collection);
  const startsEmpty = (await index.count(collection)) === 0;
  const share = malignantShareOf(conditions);
  let waiting: ReferenceRecord[] = [];
  let lastWriteMs = clock.now().getTime();
  let addedCount = 0;
  let presentCount = 0;

  async function write(): Promise<void> {
    const records = waiting;
    waiting = [];
    lastWriteMs = clock.now().getTime();
    await index.upsert(collection, records);
    addedCount += records.length;
  }
  return {
    async fill(drafts, toRecords, onPresent) {
      const ids = drafts.map((draft) => draft.id);
      const present = startsEmpty ? NOTHING : await index.present(collection, ids);
      const records = await toRecords(drafts.filter((draft) => !present.has(draft.id)));
      for (const draft of drafts) {
        const facts = present.get(draft.id);
        if (facts === undefined) continue;
        share.weigh(facts.conditions);
        onPresent?.(facts, draft);
      }
      for (const record of records) share.weigh(record.facts.conditions);
      presentCount += present.size;
      waiting.push(...records);
      const waitedMs = clock.now().getTime() - lastWriteMs;
      if (waiting.length >= RECORDS_PER_WRITE || waitedMs >= MAX_WAIT_MS) await write();
    },
    finish: write,
    added: () => addedCount,
    present: () => presentCount,
    malignantShare: () => share.value(),
  };
}

const NOTHING: ReadonlyMap<string, ReferenceFacts> = new Map();

/** Of all labels weighed, the part that is malignant or premalignant; 0 of none. */
function malignantShareOf(conditions: ConditionTable): {
  weigh(labels: readonly WeightedCondition[]): void;
  value(): number;
} {
  let all = 0;
  let malignant = 0;
  return {
    weigh(labels) {
      for (const { name, weight } of labels) {
        all += weight;
        if (conditions.find(name).malignantOrPremalignant) malignant += weight;
      }
    },
    value: () => (all === 0 ? 0 : malignant / all),
  };
}
