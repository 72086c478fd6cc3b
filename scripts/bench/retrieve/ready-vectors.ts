import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NO_FINDINGS, ok } from '../../../src/domain';
import { type LoadDeps, type ReferenceDataset } from '../../../src/retrieval';

/** The conditions that the cases are labelled with in turn. Of the patient nothing is known: only pictures are written. */
const LABELS = ['Basal Cell Carcinoma', 'Melanocytic Nevus', 'Actinic Keratosis', 'SK/ISK'] as const;

const NO_MODEL = '0'.repeat(64);

/** A reference set whose pictures are files that hold ready vectors: what the loader does with them is all writing. */
export function writeReadyVectors(dir: string, vectors: readonly Float32Array[]): ReferenceDataset {
  mkdirSync(dir, { recursive: true });
  const files = vectors.map((vector, place) => {
    const file = path.join(dir, `${place}.vector`);
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
    writeFileSync(file, bytes);
    return { path: file, sha256: sha256Of(bytes) };
  });
  return {
    name: 'ready-vectors',
    licence: 'none: drawn by a seed',
    version: sha256Of(Buffer.from(files.map(({ sha256 }) => sha256).join())),
    caseCount: files.length,
    pictureFiles: files.map((file) => file.path),
    async *cases() {
      for (const [place, file] of files.entries()) {
        yield await Promise.resolve({
          sourceId: idOf(place),
          caseId: idOf(place),
          patientId: `patient-${place}`,
          conditions: [{ name: LABELS[place % LABELS.length] ?? LABELS[0], weight: 1 }],
          fitzpatrickSkinType: null,
          findings: NO_FINDINGS,
          patient: { ageYears: null, sexAtBirth: null },
          pictures: [{ pictureId: idOf(place), ...file }],
        });
      }
    },
  };
}

/** What a neighbour that was the vector at `place` is called. */
export function idOf(place: number): string {
  return `v${place}`;
}

/** Reads the files as the vectors that they are. */
export function readyVectorTools(dimension: number): Pick<LoadDeps, 'embedder' | 'preparePicture'> {
  return {
    embedder: {
      model: { name: 'ready-vectors', sha256: NO_MODEL, space: NO_MODEL, dimension },
      embed: (pictures) => Promise.resolve(pictures.map(toVector)),
    },
    preparePicture: (bytes) => Promise.resolve(ok({ bytes, sha256: sha256Of(bytes) })),
  };
}

/** The vector that a file of a set of `writeReadyVectors` holds. */
export async function readVector(dataset: ReferenceDataset, pictureId: string): Promise<Float32Array> {
  return toVector(await readFile(dataset.pictureFiles[placeOf(pictureId)] ?? ''));
}

function placeOf(pictureId: string): number {
  return Number(pictureId.slice(1));
}

function toVector(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
