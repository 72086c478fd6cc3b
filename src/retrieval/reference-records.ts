import { readFile } from 'node:fs/promises';
import { type Result } from '../domain';
import { findingsVector } from './findings-vector';
import { type ReferenceCase, type ReferenceDataset } from './reference-case';
import { type ReferenceFacts, type ReferenceRecord } from './reference-index';

/** Why something of the dataset is not in the index. */
export const SkipReason = {
  NO_LABEL: 'NO_LABEL',
  NO_FINDINGS: 'NO_FINDINGS',
  PICTURE_NOT_IN_FOLDER: 'PICTURE_NOT_IN_FOLDER',
  PICTURE_UNUSABLE: 'PICTURE_UNUSABLE',
} as const;
export type SkipReason = (typeof SkipReason)[keyof typeof SkipReason];

/** A record that could be made; its vector is worked out only if the index does not hold it yet. */
export interface RecordDraft {
  readonly id: string;
  readonly facts: Omit<ReferenceFacts, 'imageSha256' | 'findingsVector'>;
}
interface FindingsDraft extends RecordDraft {
  readonly vector: Float32Array;
}
interface PictureDraft extends RecordDraft {
  readonly path: string;
  readonly findingsVector: readonly number[] | null;
}

export interface Drafts<D extends RecordDraft> {
  readonly drafts: readonly D[];
  readonly skipped: readonly SkipReason[];
}

/** `sha256`: hex digest of the prepared picture. */
export type KeepPicture = (sha256: string, jpeg: Buffer) => Promise<void>;

export interface PictureTools {
  /** The same model that will be asked at query time. */
  readonly embedder: { embed(pictures: readonly Buffer[]): Promise<Float32Array[]> };
  /** The same preparation that patients' pictures go through: equal pictures then have equal vectors and digests. */
  readonly preparePicture: (
    bytes: Buffer,
  ) => Promise<Result<{ readonly bytes: Buffer; readonly sha256: string }, unknown>>;
  /** Keeps a prepared picture to be shown later, before its record is written. The same picture may come again. */
  readonly keepPicture?: KeepPicture;
}

export function draftFindings(
  dataset: ReferenceDataset,
  cases: readonly ReferenceCase[],
): Drafts<FindingsDraft> {
  const drafts: FindingsDraft[] = [];
  const skipped: SkipReason[] = [];
  for (const referenceCase of cases) {
    const vector = findingsVector(referenceCase.findings, referenceCase.patient);
    if (vector === null) skipped.push(SkipReason.NO_FINDINGS);
    else drafts.push({ ...draftOf(dataset, referenceCase, referenceCase.sourceId), vector });
  }
  return { drafts, skipped };
}

export function draftPictures(
  dataset: ReferenceDataset,
  cases: readonly ReferenceCase[],
): Drafts<PictureDraft> {
  const drafts: PictureDraft[] = [];
  const skipped: SkipReason[] = [];
  for (const referenceCase of cases) {
    const answers = findingsVector(referenceCase.findings, referenceCase.patient);
    const rounded = answers === null ? null : Array.from(answers, (value) => Number(value.toFixed(4)));
    for (const { pictureId, path } of referenceCase.pictures) {
      if (path === null) skipped.push(SkipReason.PICTURE_NOT_IN_FOLDER);
      else drafts.push({ ...draftOf(dataset, referenceCase, pictureId), path, findingsVector: rounded });
    }
  }
  return { drafts, skipped };
}

export function findingsRecord({ id, facts, vector }: FindingsDraft): ReferenceRecord {
  return { id, vector, facts: { ...facts, imageSha256: null, findingsVector: null } };
}

/** Reads, prepares and embeds the pictures; those that cannot be decoded are left out. */
export async function pictureRecords(
  tools: PictureTools,
  drafts: readonly PictureDraft[],
): Promise<ReferenceRecord[]> {
  const prepared: { bytes: Buffer; record: Omit<ReferenceRecord, 'vector'> }[] = [];
  for (const { id, facts, path, findingsVector: answers } of drafts) {
    const picture = await tools.preparePicture(await readFile(path));
    if (!picture.ok) continue;
    const { bytes, sha256 } = picture.value;
    await tools.keepPicture?.(sha256, bytes);
    prepared.push({
      bytes,
      record: { id, facts: { ...facts, imageSha256: sha256, findingsVector: answers } },
    });
  }
  const vectors = await tools.embedder.embed(prepared.map(({ bytes }) => bytes));
  return prepared.flatMap(({ record }, place) => {
    const vector = vectors[place];
    return vector === undefined ? [] : [{ ...record, vector }];
  });
}

function draftOf(dataset: ReferenceDataset, referenceCase: ReferenceCase, sourceId: string): RecordDraft {
  return {
    id: `${dataset.name}:${sourceId}`,
    facts: {
      caseId: referenceCase.caseId,
      sourceId,
      dataset: dataset.name,
      patientId: referenceCase.patientId,
      conditions: referenceCase.conditions,
      fitzpatrickSkinType: referenceCase.fitzpatrickSkinType,
      bodySites: referenceCase.findings.bodySites,
      licence: dataset.licence,
    },
  };
}
