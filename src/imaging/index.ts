/** The door of imaging/: strangers' bytes become a clean, measured picture, kept sealed. */
export { createCaseMedia, type CaseMedia, type MediaLocation } from './case-media';
export { createMediaSigner, type MediaSigner } from './media-signer';
export { createFileMediaStore, type MediaStore } from './media-store';
export { detectMimeType, MimeType } from './mime-type';
export { MAX_PIXELS, openPicture } from './open-picture';
export {
  DEFAULT_PICTURE_LIMITS,
  PictureProblem,
  preparePicture,
  type PictureLimits,
  type PreparedPicture,
} from './prepare-picture';
export { QualityProblem, type PictureQuality } from './quality';
export { checkUpload, UploadProblem, type UploadTicket } from './upload-ticket';
