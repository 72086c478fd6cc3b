import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_MANIFEST, writeDefaultModel } from '../../../scripts/models/default-model';
import { writeModelRepository } from '../../../scripts/models/model-repository';
import { EmbeddingSetupError, loadManifest } from '../../../src/embedding';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repository-'));
  await writeDefaultModel(folder);
});
afterAll(() => rm(folder, { recursive: true }));

it('lays a verified model out as Triton wants it, with its digest, and may be repeated', async () => {
  const manifest = await loadManifest(DEFAULT_MANIFEST);
  const target = join(folder, 'triton');
  for (let time = 0; time < 2; time++) await writeModelRepository(target, manifest, folder);

  const model = join(target, manifest.name);
  expect((await readdir(model, { recursive: true })).sort()).toEqual(['1', '1/model.onnx', 'config.pbtxt']);
  const served = createHash('sha256').update(await readFile(join(model, '1', 'model.onnx')));
  expect(served.digest('hex')).toBe(manifest.sha256);
  const config = await readFile(join(model, 'config.pbtxt'), 'utf8');
  const { sizePx, dimension } = manifest;
  expect(config).toContain(`name: "${manifest.name}"`);
  expect(config).toContain(
    `name: "${manifest.inputName}" data_type: TYPE_FP32 dims: [ 3, ${sizePx}, ${sizePx} ]`,
  );
  expect(config).toContain(`name: "${manifest.outputName}" data_type: TYPE_FP32 dims: [ ${dimension} ]`);
  expect(config).toContain(`key: "model_sha256" value: { string_value: "${manifest.sha256}" }`);
  expect(config.split('{').length).toBe(config.split('}').length);
});

it('serves no file that is not the one of its manifest', async () => {
  const manifest = await loadManifest(DEFAULT_MANIFEST);
  await appendFile(join(folder, manifest.file), '\0');
  await expect(writeModelRepository(join(folder, 'other'), manifest, folder)).rejects.toThrow(
    EmbeddingSetupError,
  );
});
