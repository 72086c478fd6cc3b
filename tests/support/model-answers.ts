import {
  ConsentKind,
  Limitation,
  type ModelView,
  ok,
  recordAssessment,
  type Result,
  type TriageCase,
  Urgency,
} from '../../src/domain';
import {
  type ModelFailure,
  ModelFailureKind,
  type ModelReply,
  type ModelWire,
} from '../../src/language-model';
import { accepted, contextAt, NOW, outcomeWith, picturedCase, POLICY } from './cases';

/** A view that the guard has nothing against. */
export const GOOD_VIEW: ModelView = {
  candidates: [
    { name: 'Eczema', probability: 0.6, supportedBy: ['itching'], contradictedBy: [] },
    { name: 'Psoriasis', probability: 0.2, supportedBy: [], contradictedBy: ['no scale'] },
  ],
  urgency: Urgency.ROUTINE,
  rationale: 'Itching patches on the arms fit an inflammation of the skin.',
  wouldChange: ['A picture of the whole arm.'],
};

/** What a server says. */
export function saying(view: unknown): Result<ModelReply, ModelFailure> {
  return ok({ text: JSON.stringify(view), inputTokens: 100, outputTokens: 20 });
}

/** How a call fails. */
export function failing(
  kind: ModelFailureKind = ModelFailureKind.UNAVAILABLE,
  retryAfterMs: number | null = null,
): Result<ModelReply, ModelFailure> {
  return { ok: false, error: { kind, retryAfterMs, detail: 'test' } };
}

/** A wire that answers with these, one after the other, and keeps what it was asked. */
export function scriptedWire(replies: readonly Result<ModelReply, ModelFailure>[]) {
  const asked: Parameters<ModelWire['ask']>[0][] = [];
  const wire: ModelWire = {
    modelName: 'test model',
    ask(question) {
      asked.push(question);
      const reply = replies[asked.length - 1];
      return reply === undefined ? Promise.reject(new Error('Asked too often.')) : Promise.resolve(reply);
    },
  };
  return { wire, asked };
}

/** A case with a picture and every consent, whose EVIDENCE assessment, made now, waits for the model. */
export function waitingCase(urgency: Urgency = Urgency.ROUTINE): TriageCase {
  const context = contextAt(NOW);
  const opened = picturedCase(context);
  const care = opened.consents.map((consent) => ({ ...consent, id: 'care', kind: ConsentKind.CARE }));
  const outcome = outcomeWith(urgency);
  const assessment = { ...outcome.assessment, limitations: [Limitation.MEDGEMMA_PENDING] };
  const consented = { ...opened, consents: [...opened.consents, ...care] };
  return accepted(recordAssessment(consented, { ...outcome, assessment }, POLICY, context)).triageCase;
}
