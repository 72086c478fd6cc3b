import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createConditionTable, Malignancy, ok, Urgency } from '../../src/domain';
import { type LoadDeps } from '../../src/retrieval';

/** A temporary folder with these files; pictures are named by a colour. */
export async function writeReferenceFolder(
  tables: Readonly<Record<string, readonly string[]>>,
  pictures: Readonly<Record<string, string>> = {},
): Promise<{ readonly dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'reference-'));
  for (const [name, lines] of Object.entries(tables)) {
    await writeFile(join(dir, name), `${lines.join('\n')}\n`);
  }
  await mkdir(join(dir, 'images'));
  for (const [name, background] of Object.entries(pictures)) {
    const blank = { width: 8, height: 8, channels: 3, background } as const;
    await writeFile(join(dir, 'images', name), await sharp({ create: blank }).png().toBuffer());
  }
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Rows as PAD-UFES-20 writes them; what is left out is blank. */
export function padTable(...rows: readonly Readonly<Record<string, string>>[]): string[] {
  const columns = [
    ...['patient_id', 'lesion_id', 'age', 'fitspatrick', 'region', 'diagnostic'],
    ...['itch', 'grew', 'hurt', 'changed', 'bleed', 'elevation', 'img_id', 'gender', 'diameter_1'],
  ];
  return [columns.join(','), ...rows.map((row) => columns.map((column) => row[column] ?? '').join(','))];
}

const REFERENCE_CONDITIONS = createConditionTable([
  {
    name: 'Basal Cell Carcinoma',
    malignancy: Malignancy.MALIGNANT,
    icd10: ['C44.9'],
    defaultUrgency: Urgency.SOON,
  },
  {
    name: 'Melanocytic Nevus',
    malignancy: Malignancy.BENIGN,
    icd10: ['D22.9'],
    defaultUrgency: Urgency.ROUTINE,
  },
]);

/** Embeds a picture as its mean colour: a stand-in for the model where the model is not what is tested. */
export const colourTools: Pick<LoadDeps, 'embedder' | 'preparePicture' | 'conditions'> = {
  conditions: REFERENCE_CONDITIONS,
  embedder: {
    model: { name: 'mean-colour', sha256: 'c'.repeat(64), space: 'a'.repeat(64), dimension: 4 },
    embed: (pictures) =>
      Promise.all(
        pictures.map(async (picture) => {
          const { channels } = await sharp(picture).stats();
          const colour = [...channels.slice(0, 3).map((channel) => channel.mean), 1];
          const length = Math.hypot(...colour);
          return Float32Array.from(colour, (value) => value / length);
        }),
      ),
  },
  preparePicture: (bytes) =>
    Promise.resolve(ok({ bytes, sha256: createHash('sha256').update(bytes).digest('hex') })),
};
