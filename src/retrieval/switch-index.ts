import { err, ok, type Result } from '../domain';
import { type Clock } from '../time';
import { isWhole } from './build-index';
import { type IndexEngine, type IndexPointer } from './index-catalogue';
import { type IndexDescription, type IndexedModel } from './index-description';

interface SwitchDeps {
  readonly index: IndexEngine;
  readonly clock: Clock;
}

/** Why an index was not put into use, or not taken away. */
export const SwitchProblem = {
  UNKNOWN: 'UNKNOWN',
  /** More than one index begins with what was typed. */
  AMBIGUOUS: 'AMBIGUOUS',
  /** Its build has not ended, or part of it is gone. */
  NOT_WHOLE: 'NOT_WHOLE',
  /** Vectors of another model, or of pictures that were prepared otherwise: a query would compare what cannot be compared. */
  OTHER_MODEL: 'OTHER_MODEL',
  /** There is none to go back to. */
  NO_PREVIOUS: 'NO_PREVIOUS',
  /** It is the one in use, or the one to go back to. */
  IN_USE: 'IN_USE',
} as const;
export type SwitchProblem = (typeof SwitchProblem)[keyof typeof SwitchProblem];

export interface SwitchRefusal {
  readonly problem: SwitchProblem;
  /** A sentence for whoever typed the command. */
  readonly detail: string;
}

/**
 * Puts a built index into use with its model, by one write, and keeps the former one for rollback. Whoever reads meanwhile
 * sees the old one or the new one. Servers notice within ten seconds. `typed`: its id, or the beginning of it.
 */
export async function activateIndex(
  deps: SwitchDeps,
  model: IndexedModel,
  typed: string,
): Promise<Result<IndexDescription, SwitchRefusal>> {
  const found = await findTyped(deps.index, typed);
  if (!found.ok) return found;
  const { plan, built } = found.value;
  const indexed = plan.embeddingModel;
  if (indexed.space !== model.space || indexed.dimension !== model.dimension) {
    return refuse(
      SwitchProblem.OTHER_MODEL,
      `${plan.id} was built with ${inWords(indexed)}, but the chosen model is ${inWords(model)}. ` +
        'Choose its model with EMBEDDING_MANIFEST, or build an index with the chosen one.',
    );
  }
  if (built === null || !(await isWhole(deps.index, built))) {
    return refuse(SwitchProblem.NOT_WHOLE, `${plan.id} is not whole: build it again, it goes on from there.`);
  }
  return ok(await pointAt(deps, built));
}

/** Goes back to the index that was in use before; a second time, forward again. */
export async function activatePrevious(
  deps: SwitchDeps,
  model: IndexedModel,
): Promise<Result<IndexDescription, SwitchRefusal>> {
  const previousId = (await deps.index.readPointer(model.space))?.previousId ?? null;
  if (previousId !== null) return activateIndex(deps, model, previousId);
  return refuse(SwitchProblem.NO_PREVIOUS, `No index was in use with ${model.name} before this one.`);
}

/** Takes an index away for good. Refuses the one in use with whatever model, and the one to go back to. */
export async function removeIndex(
  { index }: Pick<SwitchDeps, 'index'>,
  typed: string,
): Promise<Result<string, SwitchRefusal>> {
  const found = await findTyped(index, typed);
  if (!found.ok) return found;
  const { plan } = found.value;
  const holders = (await index.pointers()).filter((pointer) => isHeldBy(pointer, plan.id));
  if (holders.length > 0) {
    return refuse(SwitchProblem.IN_USE, `${plan.id} is in use, or is the one to go back to.`);
  }
  await index.drop(plan.picturesCollection);
  await index.drop(plan.findingsCollection);
  await index.strike(plan.id);
  return ok(plan.id);
}

/** Without checks: for an index that was built or found whole a moment ago. An index that is in use stays as it is. */
export async function pointAt(
  { index, clock }: SwitchDeps,
  built: IndexDescription,
): Promise<IndexDescription> {
  const vectorSpace = built.embeddingModel.space;
  const pointer = await index.readPointer(vectorSpace);
  if (pointer?.active.id === built.id) return pointer.active;
  const active = { ...built, activatedAt: clock.now().toISOString() };
  await index.writePointer({ vectorSpace, active, previousId: pointer?.active.id ?? null });
  return active;
}

async function findTyped(index: IndexEngine, typed: string) {
  const entries = await index.entries();
  const exact = entries.filter(({ plan }) => plan.id === typed);
  const matching = exact.length > 0 ? exact : entries.filter(({ plan }) => plan.id.startsWith(typed));
  const [first] = matching;
  if (first === undefined || typed === '') {
    return refuse(SwitchProblem.UNKNOWN, `No index is called ${typed}. index:status lists them.`);
  }
  if (matching.length > 1) {
    const ids = matching.map(({ plan }) => plan.id).join(', ');
    return refuse(SwitchProblem.AMBIGUOUS, `${typed} may be ${ids}.`);
  }
  return ok(first);
}

function isHeldBy(pointer: IndexPointer, id: string): boolean {
  return pointer.active.id === id || pointer.previousId === id;
}

function inWords({ name, dimension, sha256, space }: IndexedModel): string {
  return `${name} (${dimension} values, digest ${sha256.slice(0, 8)}, vector space ${space.slice(0, 8)})`;
}

function refuse(problem: SwitchProblem, detail: string): Result<never, SwitchRefusal> {
  return err({ problem, detail });
}
