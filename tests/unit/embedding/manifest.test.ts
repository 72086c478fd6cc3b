import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddingSetupError, loadManifest } from '../../../src/embedding';

const FOLDER = 'configs/models';
const MANIFESTS = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

describe('the manifests of the project', () => {
  it.each(MANIFESTS)('%s is valid and named like its file', async (name) => {
    const manifest = await loadManifest(join(FOLDER, name));
    expect(`${manifest.name}.yaml`).toBe(name);
  });

  it('pins the default model', async () => {
    const manifest = await loadManifest(join(FOLDER, 'lesion-1.yaml'));
    expect(manifest.sha256).not.toBeNull();
    expect(manifest.dimension).toBe(768);
  });
});

describe('loadManifest', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'manifest-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  async function load(change: (text: string) => string) {
    const path = join(dir, 'model.yaml');
    await writeFile(path, change(await readFile(join(FOLDER, 'lesion-1.yaml'), 'utf8')));
    return loadManifest(path);
  }

  it.each([
    ['a file outside the models folder', (text: string) => text.replace(/^file: .*/m, 'file: ../model.onnx')],
    ['a deviation of zero', (text: string) => text.replace(/^std: .*/m, 'std: [1, 0, 1]')],
    ['a digest that is none', (text: string) => text.replace(/^sha256: .*/m, 'sha256: abc')],
    ['an unknown kernel', (text: string) => text.replace('kernel: bilinear', 'kernel: guess')],
    ['a key that is not known', (text: string) => `${text}\nsize: 224\n`],
  ])('refuses %s', async (_name, change) => {
    await expect(load(change)).rejects.toThrow(EmbeddingSetupError);
  });

  it('names every problem at once', async () => {
    const broken = load((text) =>
      text.replace(/^dimension: .*/m, 'dimension: 0').replace(/^licence: .*/m, 'licence: ""'),
    );
    await expect(broken).rejects.toThrow(/licence[^]*dimension|dimension[^]*licence/);
  });

  it.each(['name: [unclosed', 'name: *nobody'])('says which file is no YAML: %s', async (text) => {
    await expect(load(() => text)).rejects.toThrow(
      `The model manifest ${join(dir, 'model.yaml')} is no YAML.`,
    );
  });

  it('says which file is missing', async () => {
    await expect(loadManifest(join(dir, 'none.yaml'))).rejects.toThrow(/none\.yaml cannot be read/);
  });
});
