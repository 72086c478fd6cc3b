import { LoopbackWire } from './check-request/asked-question';

/** In which of its shapes a Model Garden endpoint gives its `predictions`; clients meet all of them. */
export const PredictionsShape = { OBJECT: 'OBJECT', ARRAY: 'ARRAY', STRINGS: 'STRINGS' } as const;
export type PredictionsShape = (typeof PredictionsShape)[keyof typeof PredictionsShape];

/** A token is about four characters of English; a picture is 256 of them, whatever it shows. */
const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_PICTURE = 256;

export interface EnvelopeFacts {
  readonly wire: LoopbackWire;
  readonly modelId: string;
  readonly predictionsShape: PredictionsShape;
  readonly questionText: string;
  readonly hasPicture: boolean;
}

/** An answer's text in what its wire puts around it, with counts of tokens. */
export function envelopeOf(text: string, facts: EnvelopeFacts): object {
  const input = tokensIn(facts.questionText) + (facts.hasPicture ? TOKENS_PER_PICTURE : 0);
  const output = tokensIn(text);
  if (facts.wire === LoopbackWire.VERTEX_GENERATE) {
    return {
      candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP' }],
      usageMetadata: {
        promptTokenCount: input,
        candidatesTokenCount: output,
        totalTokenCount: input + output,
      },
      modelVersion: facts.modelId,
    };
  }
  const completion = {
    id: 'chatcmpl-loopback',
    object: 'chat.completion',
    created: 0,
    model: facts.modelId,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  };
  if (facts.wire === LoopbackWire.OPENAI) return completion;
  return {
    predictions: predictionsOf(completion, text, facts.predictionsShape),
    deployedModelId: '1',
    model: 'projects/1/locations/loopback/models/1',
    modelDisplayName: facts.modelId,
  };
}

/** An error as the wire's servers word it. */
export function errorEnvelope(wire: LoopbackWire | null, status: number, message: string): object {
  if (wire === LoopbackWire.OPENAI) return { error: { message, type: 'loopback', code: status } };
  return { error: { code: status, message, status: 'LOOPBACK' } };
}

function predictionsOf(completion: object, text: string, shape: PredictionsShape): unknown {
  switch (shape) {
    case PredictionsShape.OBJECT:
      return completion;
    case PredictionsShape.ARRAY:
      return [completion];
    case PredictionsShape.STRINGS:
      return [text];
  }
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
