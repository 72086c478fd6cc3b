import { systemContext } from '../../cases';
import { CaseStatus, ok, recordAssessment } from '../../domain';
import { type AskDeps } from './ask-deps';
import { countTimeouts, recordModelCalls } from './model-call';
import { promiseModelView } from './promise-model-view';
import { type Conclusion, type Try, weigh } from './weigh';

/**
 * Makes of a try what it is worth, in one transaction: a revision of the assessment, or another try, and the record of the
 * calls. Of a case that was overtaken meanwhile the record alone is kept; of an erased one, nothing.
 */
export async function conclude(deps: AskDeps, tried: Try): Promise<void> {
  const { subject, model, promptVersion, heard } = tried;
  const { caseId, assessmentId } = subject;
  // What an erased case leaves: its calls were made, and are counted.
  let conclusion: Conclusion = { calls: heard.calls, guardCodes: [], revision: null, tryAgainMs: null };
  const concluded = await deps.cases.transact(async (unit) => {
    const timeoutsBefore = await countTimeouts(unit.tx, assessmentId);
    const changed = await unit.change(caseId, async (current, vault) => {
      const unchanged = ok({ triageCase: current, events: [] });
      if (current.status === CaseStatus.ERASED) return unchanged;
      const context = systemContext(deps);
      conclusion = weigh(deps, tried, current, { timeoutsBefore, now: context.now });
      const about = { caseId, assessmentId, model, promptVersion };
      await recordModelCalls(unit.tx, { newId: deps.newId, vault }, about, conclusion.calls);
      return conclusion.revision === null
        ? unchanged
        : recordAssessment(current, conclusion.revision, deps.acknowledgementTimes, context);
    });
    const { tryAgainMs } = conclusion;
    if (changed.ok && tryAgainMs !== null)
      await promiseModelView(deps.jobs, unit.tx, { caseId, assessmentId }, tryAgainMs);
    return changed;
  });
  if (!concluded.ok) throw new Error(`What the model said could not be recorded: ${concluded.error.code}.`);
  for (const call of conclusion.calls) deps.onModelCall(call);
  for (const code of conclusion.guardCodes) deps.onGuard(code);
  if (conclusion.revision !== null) deps.onAssessed?.(conclusion.revision.assessment);
}
