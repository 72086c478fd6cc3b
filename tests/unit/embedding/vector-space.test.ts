import { type ModelManifest, ResizeKernel, ResizeMode } from '../../../src/embedding';
import { vectorSpaceOf } from '../../../src/embedding/vector-space';

const MANIFEST: ModelManifest = {
  name: 'model',
  file: 'model.onnx',
  sha256: 'a'.repeat(64),
  inputName: 'pixel_values',
  outputName: 'image_embeds',
  sizePx: 224,
  resize: { kernel: ResizeKernel.BILINEAR, mode: ResizeMode.SQUASH },
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  dimension: 768,
  licence: 'none',
  source: 'nowhere',
};
const spaceOf = (change: Partial<ModelManifest> = {}, sha256 = 'a'.repeat(64)) =>
  vectorSpaceOf({ ...MANIFEST, ...change }, sha256);

describe('a vector space', () => {
  it('is the same for the same model and the same preparation, whatever they are called', () => {
    expect(spaceOf()).toMatch(/^[0-9a-f]{64}$/);
    expect(spaceOf({ name: 'other', licence: 'other', source: 'elsewhere', file: 'other.onnx' })).toBe(
      spaceOf(),
    );
  });

  it('of what is in use is not renamed by chance: every index would be built anew', () => {
    expect(spaceOf()).toBe('2a6989987e713978c1798b47e12fb8911c0a000243e5405183ce709949c7da3a');
  });

  it('is another one with another file', () => {
    expect(spaceOf({}, 'b'.repeat(64))).not.toBe(spaceOf());
  });

  it.each<[string, Partial<ModelManifest>]>([
    ['output', { outputName: 'pooler_output' }],
    ['kernel', { resize: { kernel: ResizeKernel.BICUBIC, mode: ResizeMode.SQUASH } }],
    ['fit', { resize: { kernel: ResizeKernel.BILINEAR, mode: ResizeMode.CENTRE_CROP } }],
    ['size', { sizePx: 448 }],
    ['mean', { mean: [0.5, 0.5, 0.4] }],
    ['deviation', { std: [0.5, 0.5, 0.4] }],
  ])('is another one with another %s', (_what, change) => {
    expect(spaceOf(change)).not.toBe(spaceOf());
  });
});
