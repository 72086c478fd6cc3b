import { systemContext } from '../../cases';
import {
  type AcknowledgementPolicy,
  CaseStatus,
  latestAssessment,
  type Limitation,
  ok,
  recordAssessment,
} from '../../domain';
import { type AskDeps } from './ask-deps';
import { countTimeouts, recordModelCalls } from './model-call';
import { promiseModelView } from './promise-model-view';
import { type Conclusion, type Try, weigh } from './weigh';

/**
 * Makes of a try what it is worth, in one transaction: a revision of the assessment, or another try, and the record of the
 * calls; `policy` is that of the case's facility. Of a case that was overtaken meanwhile the record alone is kept; of an
 * erased one, nothing.
 */
export async function conclude(deps: AskDeps, tried: Try, policy: AcknowledgementPolicy): Promise<void> {
  const { subject, model, promptVersion } = tried;
  const task = { caseId: subject.caseId, assessmentId: subject.assessmentId };
  let conclusion: Conclusion = { calls: [], guardCodes: [], revision: null, tryAgainMs: null };
  let limitationsBefore: readonly Limitation[] = [];
  const concluded = await deps.cases.transact(async (unit) => {
    const timeoutsBefore = await countTimeouts(unit.tx, task);
    const changed = await unit.change(task.caseId, async (current, vault) => {
      const context = systemContext(deps);
      conclusion = weigh(deps, tried, current, { timeoutsBefore, now: context.now });
      limitationsBefore = latestAssessment(current)?.limitations ?? [];
      const { calls, revision } = conclusion;
      if (current.status !== CaseStatus.ERASED) {
        const about = { ...task, model, promptVersion };
        await recordModelCalls(unit.tx, { newId: deps.newId, vault }, about, calls);
      }
      return revision === null
        ? ok({ triageCase: current, events: [] })
        : recordAssessment(current, revision, policy, context);
    });
    const { tryAgainMs } = conclusion;
    if (changed.ok && tryAgainMs !== null) await promiseModelView(deps.jobs, unit.tx, task, tryAgainMs);
    return changed;
  });
  if (!concluded.ok) throw new Error(`What the model said could not be recorded: ${concluded.error.code}.`);
  for (const call of conclusion.calls) deps.onModelCall(call);
  for (const code of conclusion.guardCodes) deps.onGuard(code);
  if (conclusion.revision === null) return;
  const { source, limitations } = conclusion.revision.assessment;
  // Those of the EVIDENCE assessment were reported with that.
  deps.onAssessed?.({ source, limitations: limitations.filter((one) => !limitationsBefore.includes(one)) });
}
