import { PredictionsShape } from '../../scripts/medgemma/envelope';
import { startLoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { createModelWire } from '../../src/language-model';
import { questionOf } from '../support/model-questions';
import { describeModelWire } from '../support/model-wire-contract';

const MODEL = {
  api: 'vertex-predict',
  modelId: 'projects/p-1/locations/europe-west4/endpoints/42',
} as const;
const never = new AbortController().signal;

describe('MedGemma at an endpoint of Vertex AI', () => {
  describeModelWire({
    settings: MODEL,
    baseUrlOf: (url) => url,
    isCutWhenAborted: true,
    knowsRetryAfter: true,
  });

  it.each([
    [PredictionsShape.OBJECT, true],
    [PredictionsShape.ARRAY, true],
    [PredictionsShape.STRINGS, false],
  ])('may answer with %s', async (predictionsShape, isCounted) => {
    const loopback = await startLoopbackMedGemma({ predictionsShape });
    const wire = createModelWire({ ...MODEL, baseUrl: loopback.url, apiKey: 'k', maxReplyBytes: 65_536 });
    const reply = await wire.ask(questionOf(), never);
    await loopback.close();
    expect(reply).toMatchObject({
      ok: true,
      value: {
        text: expect.stringContaining('"candidates"') as string,
        inputTokens: isCounted ? (expect.any(Number) as number) : null,
      },
    });
  });

  it.each([
    ['https://42.europe-west4-7.prediction.vertexai.goog', 10_000_000],
    [null, 1_500_000],
  ])('is sent no more than its host takes: %s', async (baseUrl, maxBytes) => {
    const wire = createModelWire({ ...MODEL, baseUrl, apiKey: 'k', maxReplyBytes: 65_536 });
    const pictureJpeg = Buffer.alloc(maxBytes);
    expect(await wire.ask(questionOf({ pictureJpeg }), never)).toEqual({
      ok: false,
      error: { kind: 'REFUSED', detail: `a request of over ${maxBytes} bytes`, retryAfterMs: null },
    });
  });
});
