import { type Transaction } from '../cases';
import { type ImageQuality, type Result, type Viewer } from '../domain';
import { type PictureProblem } from '../imaging';

export interface PreparedPicture {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly quality: ImageQuality;
}

/** What the conversation needs of imaging: uploads come in, clean pictures are kept. */
export interface PicturePort {
  /** The principal's own upload while it waits to be attached, null for anything else; no bytes: they never arrived, or were refused. */
  openUpload(
    viewer: Viewer,
    uploadId: string,
  ): Promise<{ readonly bytes: Buffer | null; readonly refusal: PictureProblem | null } | null>;
  /** Decodes, turns upright, strips everything but the pixels, measures. The error is the reason why it is no use. */
  prepare(bytes: Buffer): Promise<Result<PreparedPicture, PictureProblem>>;
  /** Remembers why the upload is no picture, and removes its bytes. */
  refuseUpload(uploadId: string, problem: PictureProblem): Promise<void>;
  put(mediaKey: string, sealed: Buffer): Promise<void>;
  /** False for an upload that was attached meanwhile. */
  markAttached(tx: Transaction, uploadId: string, at: Date): Promise<boolean>;
  /** Removes the upload's own copy. */
  discardUpload(uploadId: string): Promise<void>;
}
