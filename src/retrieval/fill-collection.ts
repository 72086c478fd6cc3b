import { type ConditionTable, type WeightedCondition } from '../domain';
import { type IndexEngine } from './index-catalogue';
import { type RecordDraft } from './reference-records';
import { type ReferenceRecord } from './reference-index';

/** One collection while it is being filled, with what was counted on the way. */
export interface Filling {
  /**
   * Adds those of the drafts that are not there yet; `toRecords` is asked for no others, and may leave some out. May be
   * called again before it has ended. No two drafts may have one id.
   */
  fill<D extends RecordDraft>(
    drafts: readonly D[],
    toRecords: (missing: readonly D[]) => Promise<readonly ReferenceRecord[]>,
  ): Promise<void>;
  added(): number;
  present(): number;
  malignantShare(): number;
}

/** Makes the collection if it is not there. What an empty one holds is never asked. Rejects if the engine fails. */
export async function openFilling(
  engine: Pick<IndexEngine, 'prepare' | 'count' | 'presentIds' | 'upsert'>,
  collection: string,
  conditions: ConditionTable,
): Promise<Filling> {
  await engine.prepare(collection);
  const startsEmpty = (await engine.count(collection)) === 0;
  const share = malignantShareOf(conditions);
  let addedCount = 0;
  let presentCount = 0;
  return {
    async fill(drafts, toRecords) {
      const ids = drafts.map((draft) => draft.id);
      const present = startsEmpty ? NOTHING : await engine.presentIds(collection, ids);
      const records = await toRecords(drafts.filter((draft) => !present.has(draft.id)));
      await engine.upsert(collection, records);
      for (const draft of drafts) if (present.has(draft.id)) share.weigh(draft.facts.conditions);
      for (const record of records) share.weigh(record.facts.conditions);
      presentCount += present.size;
      addedCount += records.length;
    },
    added: () => addedCount,
    present: () => presentCount,
    malignantShare: () => share.value(),
  };
}

const NOTHING: ReadonlySet<string> = new Set();

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
