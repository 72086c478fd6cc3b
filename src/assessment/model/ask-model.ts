import { type CaseVault } from '../../cases';
import { type Assessment, latestAssessment, type TriageCase, usableImages } from '../../domain';
import { renderPrompt } from '../../language-model';
import { timeLimit } from '../../time';
import { bestPicture } from '../best-picture';
import { type ConfiguredModel, LanguageModelKind } from '../language-model';
import { type FacilityFacts } from '../with-notes';
import { type AskDeps } from './ask-deps';
import { conclude } from './conclude';
import { type ModelTask } from './promise-model-view';
import { promptFacts } from './prompt-facts';
import { NOBODY_ASKED, putQuestion } from './put-question';
import { glanceOf, Standing, standingOf } from './subject';
import { type Try } from './weigh';

/**
 * Asks the language model about a case's latest assessment and records what becomes of it: one more revision, in the end,
 * whatever the model does. Safe to run again, and to run twice at once: the transaction that records looks whether the
 * assessment is still the latest. While the case may wait, it rejects for outages of ours and when `signal` aborts: the
 * queue then runs it again.
 */
export async function askModel(deps: AskDeps, task: ModelTask, signal: AbortSignal): Promise<void> {
  const found = await deps.inTurn(() => deps.cases.find(task.caseId));
  if (found === null || found.vault === null) return;
  const { triageCase, vault } = found;
  const evidence = latestAssessment(triageCase);
  const standing = standingOf({ ...task, imageId: null }, glanceOf(triageCase));
  if (evidence === null || standing === Standing.SUPERSEDED) return;
  const [facility, policy] = await Promise.all([
    deps.facilityOf(triageCase.facilityId),
    deps.acknowledgementPolicyOf(triageCase.facilityId),
  ]);
  const { languageModel: model } = deps;
  const mayAsk = model.kind === LanguageModelKind.CONFIGURED && standing === Standing.STANDS;
  const tried = mayAsk
    ? await tryOnce(deps, model, { task, triageCase, evidence, vault, facility }, signal)
    : nobodyTried(task, facility);
  try {
    await deps.inTurn(() => conclude(deps, tried, policy));
  } catch (error) {
    // What cannot be recorded must not keep a case waiting for ever, either: that nothing came can be.
    if (!isOverdue(deps, evidence, tried.giveUpMs)) throw error;
    await deps.inTurn(() => conclude(deps, nobodyTried(task, facility), policy));
  }
}

interface Waiting {
  readonly task: ModelTask;
  readonly triageCase: TriageCase;
  readonly evidence: Assessment;
  readonly vault: CaseVault;
  readonly facility: FacilityFacts;
}

/** One question about the case as it stands, with the best picture that consent covers now. */
async function tryOnce(
  deps: AskDeps,
  { wire, prompt, askWithinMs, giveUpMs }: ConfiguredModel,
  { task, triageCase, evidence, vault, facility }: Waiting,
  signal: AbortSignal,
): Promise<Try> {
  const names = { model: wire.modelName, promptVersion: prompt.version, giveUpMs, facility };
  try {
    const picture = await deps.inTurn(() => readBestPicture(deps, triageCase, vault));
    const hasPicture = picture !== null;
    const facts = promptFacts(deps, { triageCase, evidence, facility, hasPicture });
    const question = { ...renderPrompt(prompt, facts), pictureJpeg: picture?.jpeg ?? null };
    const subject = { ...task, imageId: picture?.imageId ?? null };
    // Sooner than the job's own end, after which nothing could be recorded of it.
    const inTime = timeLimit(signal, askWithinMs);
    const heard = await deps.watch
      .during(subject, inTime.signal, (watched) =>
        putQuestion({ wire, clock: deps.clock }, question, watched),
      )
      .finally(inTime.release);
    signal.throwIfAborted();
    return { ...names, subject, heard };
  } catch (error) {
    // What keeps failing must not keep a case waiting for ever.
    if (!isOverdue(deps, evidence, giveUpMs)) throw error;
    return { ...names, subject: { ...task, imageId: null }, heard: NOBODY_ASKED };
  }
}

/** Where no model is configured any more, or nobody may be asked about the patient. */
function nobodyTried(task: ModelTask, facility: FacilityFacts): Try {
  const subject = { ...task, imageId: null };
  return { subject, model: '', promptVersion: '', giveUpMs: 0, heard: NOBODY_ASKED, facility };
}

async function readBestPicture(
  { readPicture, shrinkPicture }: AskDeps,
  triageCase: TriageCase,
  vault: CaseVault,
): Promise<{ readonly imageId: string; readonly jpeg: Buffer } | null> {
  const image = bestPicture(usableImages(triageCase));
  const bytes = image === null ? null : await readPicture(image, vault);
  return image === null || bytes === null ? null : { imageId: image.id, jpeg: await shrinkPicture(bytes) };
}

function isOverdue({ clock }: AskDeps, { createdAt }: Assessment, giveUpMs: number): boolean {
  return clock.now().getTime() - createdAt.getTime() > giveUpMs;
}
