import { type MediaRemoval } from '../cases';
import { type PicturePort } from '../conversation';
import { type MediaStore, openUpload, preparePicture, type UploadDeps, uploadKey } from '../imaging';
import { JobName, type Jobs } from '../jobs';

/** What the conversation needs of imaging. */
export function createPicturePort(uploads: UploadDeps): PicturePort {
  return {
    openUpload: (viewer, uploadId) => openUpload(uploads, viewer, uploadId),
    prepare: (bytes) => preparePicture(bytes),
    put: (mediaKey, sealed) => uploads.media.put(mediaKey, sealed),
    async markAttached(tx, uploadId, at) {
      const where = { id: uploadId, attachedAt: null };
      return (await tx.upload.updateMany({ where, data: { attachedAt: at } })).count === 1;
    },
    discardUpload: (uploadId) => uploads.media.delete(uploadKey(uploadId)),
  };
}

/** Removes media durably: by a job of the transaction, and at once when that has committed. */
export function createMediaRemoval(media: MediaStore, jobs: Jobs): MediaRemoval {
  return {
    async promise(tx, mediaKeys) {
      if (mediaKeys.length > 0) await jobs.enqueue(tx, { name: JobName.DELETE_MEDIA, data: { mediaKeys } });
    },
    async now(mediaKeys) {
      await Promise.allSettled(mediaKeys.map((key) => media.delete(key)));
    },
  };
}
