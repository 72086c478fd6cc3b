import { clearCaseMedia, type MediaRemoval } from '../cases';
import { type PicturePort } from '../conversation';
import { openUpload, preparePicture, refuseUpload, type UploadDeps, uploadKey } from '../imaging';
import { JobName } from '../jobs';
import { type Engines } from './engines';

/** What the conversation needs of imaging. */
export function createPicturePort(uploads: UploadDeps): PicturePort {
  return {
    openUpload: (viewer, uploadId) => openUpload(uploads, viewer, uploadId),
    prepare: (bytes) => preparePicture(bytes),
    refuseUpload: (uploadId, problem) => refuseUpload(uploads, uploadId, problem),
    put: (mediaKey, sealed) => uploads.media.put(mediaKey, sealed),
    async markAttached(tx, uploadId, at) {
      const where = { id: uploadId, attachedAt: null };
      return (await tx.upload.updateMany({ where, data: { attachedAt: at } })).count === 1;
    },
    discardUpload: (uploadId) => uploads.media.delete(uploadKey(uploadId)),
  };
}

/** Removes a case's media durably: by a job of the transaction, and at once when that has committed. */
export function createMediaRemoval(engines: Pick<Engines, 'prisma' | 'media' | 'jobs'>): MediaRemoval {
  return {
    promise: (tx, caseId) => engines.jobs.enqueue(tx, { name: JobName.DELETE_MEDIA, data: { caseId } }),
    async now(caseId) {
      await Promise.allSettled([clearCaseMedia(engines, caseId)]);
    },
  };
}
