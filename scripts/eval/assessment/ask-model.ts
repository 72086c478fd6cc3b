import { readFile } from 'node:fs/promises';
import {
  type ModelAssessorDeps,
  makeModelAssessment,
} from '../../../src/assessment/model/make-model-assessment';
import { type ModelCall } from '../../../src/assessment/model/model-call';
import { ModelCallOutcome } from '../../../src/assessment/model/model-call-outcome';
import { promptFacts } from '../../../src/assessment/model/prompt-facts';
import { type Heard, putQuestion } from '../../../src/assessment/model/put-question';
import { type FacilityFacts } from '../../../src/assessment/with-notes';
import { shrinkPicture } from '../../../src/imaging';
import { type ModelQuestion, type ModelWire, type Prompt, renderPrompt } from '../../../src/language-model';
import { type StrictRedactor } from '../../../src/privacy';
import { systemClock } from '../../../src/time';
import { type AskModel, type AssessedCase } from './ask-all';
import { viewOf } from './assess-by-evidence';
import { type AssessmentData } from './assessment-data';
import { type ModelAnswer } from './outcome';
import { type PosedCase } from './posed-case';

/** As the server shows pictures to the model: it looks at no more pixels. */
const PICTURE_SIDE_PX = 896;

export interface AskModelDeps extends AssessmentData, Omit<ModelAssessorDeps, 'ruleSet'> {
  readonly wire: ModelWire;
  readonly prompt: Prompt;
  readonly redactForModel: StrictRedactor;
}

/** Asks as the house's job does: one question, one repair, and the guard. But for its patience: what fails has failed. */
export function createAskModel(deps: AskModelDeps): AskModel {
  const { wire, prompt } = deps;
  return async (assessed) => {
    const question = await questionAbout(deps, assessed);
    // Nobody closes or erases a case of a set.
    const { signal } = new AbortController();
    const heard = await putQuestion({ wire, clock: systemClock }, question, signal);
    return answerOf(heard, deps, assessed, { modelName: wire.modelName, promptVersion: prompt.version });
  };
}

async function questionAbout(
  { prompt, conditions, redactForModel }: AskModelDeps,
  { posed, evidence }: AssessedCase,
): Promise<ModelQuestion> {
  const { triageCase, ruleSet, picturePath } = posed;
  const hasPicture = picturePath !== null;
  const facts = promptFacts(
    { conditions, ruleSet, redactForModel },
    { triageCase, evidence, facility: facilityOf(posed), hasPicture },
  );
  const picture = hasPicture ? await shrinkPicture(await readFile(picturePath), PICTURE_SIDE_PX) : null;
  return { ...renderPrompt(prompt, facts), pictureJpeg: picture };
}

function answerOf(
  { result, calls }: Heard,
  deps: AskModelDeps,
  { posed, evidence }: AssessedCase,
  names: { readonly modelName: string; readonly promptVersion: string },
): ModelAnswer {
  const spent = {
    isRepaired: result.ok && calls.length > 1,
    latencyMs: sumOf(calls, ({ latencyMs }) => latencyMs) ?? 0,
    inputTokens: sumOf(calls, ({ inputTokens }) => inputTokens),
    outputTokens: sumOf(calls, ({ outputTokens }) => outputTokens),
  };
  const nothing = { ...spent, view: null, unverifiedConditions: 0 };
  if (!result.ok) {
    return { ...nothing, fate: result.error.outcome, reasons: [...(calls.at(-1)?.reasons ?? [])] };
  }
  const { triageCase, ruleSet } = posed;
  const made = makeModelAssessment(
    { ...deps, ruleSet },
    {
      ...names,
      triageCase,
      evidence,
      view: result.value,
      facility: facilityOf(posed),
      latencyMs: spent.latencyMs,
    },
  );
  if (!made.ok) return { ...nothing, fate: ModelCallOutcome.REFUSED_BY_GUARD, reasons: [...made.error] };
  const { assessment } = made.value.outcome;
  return {
    ...spent,
    fate: ModelCallOutcome.ACCEPTED,
    reasons: [...made.value.notes],
    view: viewOf(assessment),
    unverifiedConditions: assessment.unverifiedConditions.length,
  };
}

function facilityOf({ endemicDiseases }: PosedCase): FacilityFacts {
  return { travelDirections: '', endemicDiseases };
}

/** Null where nobody counted. */
function sumOf(calls: readonly ModelCall[], valueOf: (call: ModelCall) => number | null): number | null {
  const counted = calls.flatMap((call) => valueOf(call) ?? []);
  return counted.length === 0 ? null : counted.reduce((sum, value) => sum + value, 0);
}
