import { type CaseGlance, type CaseRepository } from '../../cases';
import { Standing, standingOf, type Subject } from './subject';

/** Looks at all cases that a model is thinking about, together and now and then. */
export interface CaseWatch {
  /** Runs `work` with a signal that aborts when nobody waits for its outcome any more, or when `signal` does. */
  during<T>(subject: Subject, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const LOOK_EVERY_MS = 2000;

/**
 * A call that was overtaken is to end within about two seconds: it costs money, and holds what the patient said. A look that
 * fails is no reason to end anything: the transaction that records an answer looks again.
 */
export function createCaseWatch(
  { cases }: { readonly cases: Pick<CaseRepository, 'glance'> },
  everyMs = LOOK_EVERY_MS,
): CaseWatch {
  const watched = new Map<AbortController, Subject>();
  let timer: NodeJS.Timeout | null = null;

  async function look(): Promise<void> {
    if (watched.size === 0) return;
    const ids = [...new Set([...watched.values()].map(({ caseId }) => caseId))];
    const seen = new Map<string, CaseGlance>();
    for (const glance of await cases.glance(ids)) seen.set(glance.id, glance);
    for (const [controller, subject] of watched) {
      const glance = seen.get(subject.caseId);
      const isKnown = ids.includes(subject.caseId);
      if (isKnown && (glance === undefined || standingOf(subject, glance) !== Standing.STANDS))
        controller.abort();
    }
  }

  /** One look after another, as long as there is something to look at. */
  function lookLater(): void {
    timer ??= setTimeout(() => {
      void look()
        .catch(() => undefined)
        .then(() => {
          timer = null;
          if (watched.size > 0) lookLater();
        });
    }, everyMs).unref();
  }

  return {
    async during(subject, signal, work) {
      const controller = new AbortController();
      watched.set(controller, subject);
      lookLater();
      try {
        return await work(AbortSignal.any([signal, controller.signal]));
      } finally {
        watched.delete(controller);
      }
    },
  };
}
