import { type ModelQuestion } from '../../src/language-model';
import { SCHEMA } from './model-requests';

/** A question that has nothing to do with anybody. */
export function questionOf(given: Partial<ModelQuestion> = {}): ModelQuestion {
  return {
    system: 'You help a clinician. Answer in JSON.',
    user: 'A spot on the arm since two weeks.',
    pictureJpeg: null,
    answerSchema: SCHEMA,
    maxOutputTokens: 900,
    ...given,
  };
}
