import { readFile } from 'node:fs/promises';
import {
  type ModelAssessorDeps,
  makeModelAssessment,
} from '../../../src/assessment/model/make-model-assessment';
import { ModelCallOutcome } from '../../../src/assessment/model/model-call-outcome';
import { promptFacts } from '../../../src/assessment/model/prompt-facts';
import { putQuestion } from '../../../src/assessment/model/put-question';
import { type FacilityFacts } from '../../../src/assessment/with-notes';
import { shrinkPicture } from '../../../src/imaging';
import {
  MAX_PICTURE_SIDE_PX,
  type ModelQuestion,
  type ModelWire,
  type Prompt,
  renderPrompt,
} from '../../../src/language-model';
import { type StrictRedactor } from '../../../src/privacy';
import { systemClock } from '../../../src/time';
import { type AnswerLog, keyOf } from './answer-log';
import { type AskModel, type AssessedCase } from './ask-all';
import { viewOf } from './assess-by-evidence';
import { type AssessmentData } from './assessment-data';
import { type ModelAnswer } from './outcome';
import { type PosedCase } from './posed-case';
import { type Said, saidOf } from './said';

export interface AskModelDeps extends AssessmentData, Omit<ModelAssessorDeps, 'ruleSet'> {
  readonly wire: ModelWire;
  readonly prompt: Prompt;
  readonly redactForModel: StrictRedactor;
  readonly log: AnswerLog;
}

/** Asks as the house's job does: one question, one repair, and the guard. But for its patience: what fails has failed. */
export function createAskModel(deps: AskModelDeps): AskModel {
  return async (assessed) => judged(await heardAbout(deps, assessed), deps, assessed);
}

/** What was said to this very question before, else what is said now. */
async function heardAbout(deps: AskModelDeps, assessed: AssessedCase): Promise<Said> {
  const { wire, log } = deps;
  const question = await questionAbout(deps, assessed);
  const key = keyOf(wire.modelName, question);
  const known = log.find(key);
  if (known !== null) return known;
  // Nobody closes or erases a case of a set.
  const { signal } = new AbortController();
  const said = saidOf(await putQuestion({ wire, clock: systemClock }, question, signal));
  await log.add(key, said);
  return said;
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
  const picture = hasPicture ? await shrinkPicture(await readFile(picturePath), MAX_PICTURE_SIDE_PX) : null;
  return { ...renderPrompt(prompt, facts), pictureJpeg: picture };
}

/** What the house makes of it: the guard's refusal, or the assessment that would be recorded. */
function judged(
  { view, outcome: fate, ...said }: Said,
  deps: AskModelDeps,
  { posed, evidence }: AssessedCase,
): ModelAnswer {
  const nothing = { ...said, view: null, unverifiedConditions: 0 };
  if (view === null) return { ...nothing, fate };
  const { triageCase, ruleSet } = posed;
  const { modelName } = deps.wire;
  const facility = facilityOf(posed);
  const names = { modelName, promptVersion: deps.prompt.version, latencyMs: said.latencyMs };
  const made = makeModelAssessment({ ...deps, ruleSet }, { ...names, triageCase, evidence, view, facility });
  if (!made.ok) return { ...nothing, fate: ModelCallOutcome.REFUSED_BY_GUARD, reasons: [...made.error] };
  const { assessment } = made.value.outcome;
  return {
    ...said,
    fate,
    reasons: [...made.value.notes],
    view: viewOf(assessment),
    unverifiedConditions: assessment.unverifiedConditions.length,
  };
}

function facilityOf({ endemicDiseases }: PosedCase): FacilityFacts {
  return { travelDirections: '', endemicDiseases };
}
