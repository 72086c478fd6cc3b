import { z } from 'zod';
import { ModelCallOutcome } from '../../../src/assessment/model/model-call-outcome';
import { AssessmentSource, FitzpatrickSkinType, Urgency } from '../../../src/domain';

const viewSchema = z.object({
  /** Names of conditions, most probable first. */
  ranked: z.array(z.string()),
  /** Of the first; null where nothing is named. */
  topProbability: z.number().nullable(),
  /** That something malignant or premalignant is there, 0 to 1. */
  malignantProbability: z.number(),
  urgency: z.enum(Urgency),
});

const truthSchema = z.object({
  /** As the condition table spells it; null: only the urgency is known, or nothing. */
  condition: z.string().nullable(),
  /** Whether the condition is malignant or premalignant, or may be; null where there is no condition. */
  isSuspicious: z.boolean().nullable(),
  /** True: SOON or above is right. False: below it is. Null: counted in neither. */
  mustBeSoon: z.boolean().nullable(),
  /** The least urgency that is right, where somebody said it. */
  leastUrgency: z.enum(Urgency).nullable(),
});

const answerSchema = z.object({
  /** What became of the question. Whatever it was, the EVIDENCE assessment stands below it. */
  fate: z.enum(ModelCallOutcome),
  /** Stable codes: why the guard refused it, what was wrong with its form, how the call failed. */
  reasons: z.array(z.string()),
  /** After the guard; null unless it was accepted. */
  view: viewSchema.nullable(),
  /** Names that the condition table does not hold. */
  unverifiedConditions: z.number(),
  /** Whether a second question was needed to get the form right. */
  isRepaired: z.boolean(),
  /** Of all its calls together. */
  latencyMs: z.number(),
  /** Null where the server does not count. */
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
});

const caseSchema = z.object({
  id: z.string(),
  patientId: z.string(),
  /** BCP 47: in which the patient spoke, or was asked. */
  language: z.string(),
  skinType: z.enum(FitzpatrickSkinType).nullable(),
  hasPicture: z.boolean(),
  truth: truthSchema,
  evidence: viewSchema,
  /** Null where no model was asked. */
  model: answerSchema.nullable(),
});

/** Everything that a report is made of, as it lies in a run's JSON. */
export const runSchema = z.object({
  form: z.literal(1),
  set: z.object({ name: z.string(), version: z.string(), notes: z.array(z.string()) }),
  source: z.enum(AssessmentSource),
  rulesVersion: z.string(),
  embeddingModel: z.string(),
  /** Null where no model was asked. */
  model: z.object({ name: z.string(), prompt: z.string() }).nullable(),
  cases: z.array(caseSchema),
});

/** What one source says of one case. */
export type JudgedView = Readonly<z.infer<typeof viewSchema>>;
export type CaseTruth = Readonly<z.infer<typeof truthSchema>>;
export type ModelAnswer = Readonly<z.infer<typeof answerSchema>>;
export type CaseOutcome = Readonly<z.infer<typeof caseSchema>>;
export type EvaluationRun = Readonly<z.infer<typeof runSchema>>;

/** A case with the view that is judged. */
export type ViewedCase = Pick<CaseOutcome, 'id' | 'patientId' | 'truth'> & { readonly view: JudgedView };

/** As the source says it. MEDGEMMA: what a clinician would see at the end, the EVIDENCE where the model gave nothing. */
export function viewedBy(source: AssessmentSource, cases: readonly CaseOutcome[]): ViewedCase[] {
  return cases.map((one) => ({
    ...one,
    view: source === AssessmentSource.EVIDENCE ? one.evidence : (one.model?.view ?? one.evidence),
  }));
}
