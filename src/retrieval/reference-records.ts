import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ok, type Result } from '../domain';
import { findingsVector } from './findings-vector';
import { type ReferenceCase, type ReferenceDataset } from './reference-case';
import { type KeepPicture } from './reference-pictures';
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
export interface PictureDraft extends RecordDraft {
  readonly path: string;
  /** Of the file, in hexadecimal. */
  readonly fileSha256: string;
  readonly findingsVector: readonly number[] | null;
}

export interface Drafts<D extends RecordDraft> {
  readonly drafts: readonly D[];
  readonly skipped: readonly SkipReason[];
}

export interface PictureTools {
  /** The same model that will be asked at query time. */
  readonly embedder: { embed(pictures: readonly Buffer[]): Promise<Float32Array[]> };
  /** The same preparation that patients' pictures go through: equal pictures then have equal vectors and digests. */
  readonly preparePicture: (
    bytes: Buffer,
    fileName: string,
  ) => Promise<Result<{ readonly bytes: Buffer; readonly sha256: string }, string>>;
  /** Keeps a prepared picture to be shown later, before its record is written. The same picture may come again. */
  readonly keepPicture?: KeepPicture;
}

/** A draft for each case whose answers the findings vector holds; the others are told. */
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

/** A draft for each picture whose file is there, with the answers that came with it; the others are told. No file is read. */
export function draftPictures(
  dataset: ReferenceDataset,
  cases: readonly ReferenceCase[],
): Drafts<PictureDraft> {
  const drafts: PictureDraft[] = [];
  const skipped: SkipReason[] = [];
  for (const referenceCase of cases) {
    const answers = findingsVector(referenceCase.findings, referenceCase.patient);
    const rounded = answers === null ? null : Array.from(answers, (value) => Number(value.toFixed(4)));
    for (const { pictureId, path, sha256 } of referenceCase.pictures) {
      if (path === null || sha256 === null) {
        skipped.push(SkipReason.PICTURE_NOT_IN_FOLDER);
        continue;
      }
      const { facts } = draftOf(dataset, referenceCase, pictureId);
      const id = `${dataset.name}:${referenceCase.sourceId}:${pictureId}`;
      drafts.push({ id, facts, path, fileSha256: sha256, findingsVector: rounded });
    }
  }
  return { drafts, skipped };
}

/** Findings need no work beyond their draft. */
export function findingsRecord({ id, facts, vector }: FindingsDraft): ReferenceRecord {
  return { id, vector, facts: { ...facts, imageSha256: null, findingsVector: null } };
}

/**
 * Reads, prepares and embeds the pictures. Those that cannot be decoded are left out; `onPrepared` is told of each its digest
 * or why. Rejects if a file is not the one that the dataset was opened with.
 */
export async function pictureRecords(
  tools: PictureTools,
  drafts: readonly PictureDraft[],
  onPrepared: (outcome: Result<string, string>, draft: PictureDraft) => void,
): Promise<ReferenceRecord[]> {
  const prepared: { bytes: Buffer; record: Omit<ReferenceRecord, 'vector'> }[] = [];
  for (const draft of drafts) {
    const picture = await tools.preparePicture(await readUnchanged(draft), basename(draft.path));
    onPrepared(picture.ok ? ok(picture.value.sha256) : picture, draft);
    if (!picture.ok) continue;
    const { bytes, sha256 } = picture.value;
    await tools.keepPicture?.(sha256, bytes);
    const facts = { ...draft.facts, imageSha256: sha256, findingsVector: draft.findingsVector };
    prepared.push({ bytes, record: { id: draft.id, facts } });
  }
  const vectors = await tools.embedder.embed(prepared.map(({ bytes }) => bytes));
  return prepared.flatMap(({ record }, place) => {
    const vector = vectors[place];
    return vector === undefined ? [] : [{ ...record, vector }];
  });
}

/** Checked against what the dataset's version was made from: an index never says that it holds what it does not. */
async function readUnchanged({ path, fileSha256 }: PictureDraft): Promise<Buffer> {
  const bytes = await readFile(path);
  if (createHash('sha256').update(bytes).digest('hex') === fileSha256) return bytes;
  throw new Error(`${path} is not the file that the dataset's checksums name.`);
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
