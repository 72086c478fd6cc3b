import { type ModelQuestion } from '../../src/language-model';

/** A question that has nothing to do with anybody. */
export function questionOf(given: Partial<ModelQuestion> = {}): ModelQuestion {
  return {
    system: 'You help a clinician. Answer in JSON.',
    user: 'A spot on the arm since two weeks.',
    pictureJpeg: null,
    answerSchema: ANSWER_SCHEMA,
    maxOutputTokens: 900,
    ...given,
  };
}

const texts = { type: 'array', items: { type: 'string' } };

/** As wide as a good answer. */
const ANSWER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['candidates', 'urgency', 'rationale', 'wouldChange'],
  properties: {
    candidates: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'probability', 'supportedBy', 'contradictedBy'],
        properties: {
          name: { type: 'string' },
          probability: { type: 'number' },
          supportedBy: texts,
          contradictedBy: texts,
        },
      },
    },
    urgency: { type: 'string', enum: ['EMERGENCY', 'URGENT', 'SOON', 'ROUTINE', 'SELF_CARE'] },
    rationale: { type: 'string' },
    wouldChange: texts,
  },
};
