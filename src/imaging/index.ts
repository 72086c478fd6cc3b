/** The door of imaging/: strangers' bytes become a clean, measured picture, kept sealed. */
export { createMediaSigner } from './media-signer';
export { createFileMediaStore, type MediaStore } from './media-store';
export { announcedTypeOf, detectMimeType, MimeType } from './detect-mime-type';
export { DEFAULT_PICTURE_LIMITS } from './picture-limits';
export { explainPictureProblem, PictureProblem } from './picture-problem';
export { preparePicture, type PreparedPicture } from './prepare-picture';
export { shrinkPicture } from './shrink-picture';
export { QualityProblem, type PictureQuality } from './quality';
export {
  openUpload,
  refuseUpload,
  requestUpload,
  uploadKey,
  UploadPurpose,
  type UploadDeps,
} from './upload-tickets';
export { receiveUpload, UploadOutcome, type UploadAnswer } from './receive-upload';
export { discardExpiredUploads } from './discard-expired-uploads';
