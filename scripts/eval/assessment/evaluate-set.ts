import { createHash } from 'node:crypto';
import { AssessmentSource } from '../../../src/domain';
import { createProgressLine } from '../../reference/progress';
import { askAll, type AskModel, type AssessedCase } from './ask-all';
import { type AssessByEvidence, viewOf } from './assess-by-evidence';
import { type EvaluationRun, type ModelAnswer } from './outcome';
import { type PosedSet } from './posed-case';

/** The language model that is evaluated. */
export interface EvaluatedModel {
  /** As provenance names them. */
  readonly name: string;
  readonly prompt: string;
  readonly ask: AskModel;
  readonly atOnce: number;
}

export interface EvaluationDeps {
  readonly assess: AssessByEvidence;
  readonly rulesVersion: string;
  readonly embeddingModel: string;
  /** Null: the evidence alone is evaluated. */
  readonly model: EvaluatedModel | null;
}

/** Assesses every case of the set by its evidence, and asks the model about each where there is one. */
export async function evaluateSet(deps: EvaluationDeps, set: PosedSet): Promise<EvaluationRun> {
  const { model, rulesVersion, embeddingModel } = deps;
  const assessed = set.cases.map((posed): AssessedCase => ({ posed, evidence: deps.assess(posed) }));
  const answers = model === null ? NO_ANSWERS : await answersOf(model, assessed);
  return {
    form: 1,
    set: { name: set.name, version: set.version, notes: [...set.notes] },
    source: model === null ? AssessmentSource.EVIDENCE : AssessmentSource.MEDGEMMA,
    rulesVersion,
    embeddingModel,
    model: model === null ? null : { name: model.name, prompt: model.prompt },
    cases: assessed.map(({ posed, evidence }) => ({
      id: posed.id,
      patientId: posed.patientId,
      language: posed.language,
      skinType: posed.skinType,
      hasPicture: posed.picturePath !== null,
      truth: posed.truth,
      evidence: viewOf(evidence),
      model: answers.get(posed.id) ?? null,
    })),
  };
}

/** So many cases of a set that are the same in every run, whatever order the set has them in. */
export function sampleOf(set: PosedSet, limit: number): PosedSet {
  const placed = set.cases.map((one) => ({ one, place: createHash('sha256').update(one.id).digest('hex') }));
  const cases = placed
    .sort((a, b) => a.place.localeCompare(b.place))
    .slice(0, limit)
    .map(({ one }) => one);
  return {
    ...set,
    notes: [...set.notes, `${cases.length} of its ${set.cases.length} cases, drawn by a digest.`],
    cases,
  };
}

const NO_ANSWERS: ReadonlyMap<string, ModelAnswer> = new Map();

async function answersOf(
  model: EvaluatedModel,
  assessed: readonly AssessedCase[],
): Promise<ReadonlyMap<string, ModelAnswer>> {
  const progress = createProgressLine('Asking', 'cases', process.stderr);
  try {
    return await askAll(assessed, model, progress);
  } finally {
    progress.end();
  }
}
