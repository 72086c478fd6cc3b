import fc from 'fast-check';
import { faultOf, ServerFault } from '../../../src/embedding/adapters/kserve-error';
import { type HttpReply } from '../../../src/embedding/adapters/kserve-http';
import { inferRequest, readInferAnswer } from '../../../src/embedding/adapters/kserve-tensors';

const SHAPES = { inputName: 'pixel_values', outputName: 'image_embeds', sizePx: 2, dimension: 3 };
const VALUES_PER_PICTURE = 12;

const floats = (length: number) =>
  fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: length, maxLength: length });

/** Batches of one to five pictures. */
const batches = fc
  .integer({ min: 1, max: 5 })
  .chain((count) =>
    floats(count * VALUES_PER_PICTURE).map((values) => ({ count, values: Float32Array.from(values) })),
  );

describe('an inference request', () => {
  it('carries every value of the batch, raw or as numbers', () => {
    fc.assert(
      fc.property(batches, (batch) => {
        const raw = inferRequest(SHAPES, batch, true);
        const length = Number(raw.headers?.['Inference-Header-Content-Length']);
        const bytes = Buffer.concat(raw.body ?? []);
        const sent = Array.from({ length: (bytes.length - length) / 4 }, (_, i) =>
          bytes.readFloatLE(length + i * 4),
        );
        expect(sent).toEqual([...batch.values]);

        const [json = Buffer.alloc(0)] = inferRequest(SHAPES, batch, false).body ?? [];
        const { inputs } = JSON.parse(Buffer.from(json).toString()) as { inputs: { data: number[] }[] };
        // JSON has no negative zero.
        expect(inputs[0]?.data).toEqual([...batch.values].map((value) => value + 0));
      }),
    );
  });
});

describe('an inference answer', () => {
  it('gives back what the server wrote, wherever in the body it lies', () => {
    const answers = fc.integer({ min: 1, max: 5 }).chain((count) => floats(count * SHAPES.dimension));
    fc.assert(
      fc.property(answers, fc.nat({ max: 7 }), (values, padding) => {
        const count = values.length / SHAPES.dimension;
        const binary = Buffer.from(Float32Array.from(values).buffer);
        const head = Buffer.from(
          JSON.stringify({
            outputs: [
              {
                ...{ name: 'image_embeds', datatype: 'FP32', shape: [count, SHAPES.dimension] },
                parameters: { binary_data_size: binary.length },
              },
            ],
          }) + ' '.repeat(padding),
        );
        const answer = readInferAnswer(SHAPES, count, replyOf(Buffer.concat([head, binary]), head.length));
        expect([...answer.values]).toEqual(values);
      }),
    );
  });

  it('is refused as wrong, and with no other error, whatever nonsense it is', () => {
    const nonsense = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
      fc
        .record({
          outputs: fc.array(fc.record({ name: fc.constant('image_embeds'), shape: fc.jsonValue() })),
        })
        .map((json) => Buffer.from(JSON.stringify(json))),
    );
    fc.assert(
      fc.property(
        nonsense,
        fc.option(fc.integer({ min: -5, max: 300 }), { nil: undefined }),
        (body, length) => {
          let fault: unknown = 'none';
          try {
            readInferAnswer(SHAPES, 2, replyOf(body, length));
          } catch (error) {
            fault = faultOf(error);
          }
          expect(fault).toBe(ServerFault.WRONG_ANSWER);
        },
      ),
    );
  });
});

function replyOf(body: Buffer, jsonLength: number | undefined): HttpReply {
  const headers = jsonLength === undefined ? {} : { 'inference-header-content-length': String(jsonLength) };
  return { status: 200, headers, body };
}
