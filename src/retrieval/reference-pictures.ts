/** What of the media store the pictures of reference sets lie in. */
interface PictureShelf {
  put(key: string, bytes: Buffer): Promise<void>;
  get(key: string): Promise<Buffer | null>;
}

/** Keeps a prepared picture (a JPEG without metadata) under its digest: equal pictures are kept once. */
export type KeepPicture = (sha256: string, jpeg: Buffer) => Promise<void>;

const FOLDER = 'reference';
const KEY = /^reference\/[0-9a-f]{64}$/;

/** Where the picture with this digest lies in the media store, if it was kept. */
export function referencePictureKey(sha256: string): string {
  return `${FOLDER}/${sha256}`;
}

/**
 * The pictures of the reference sets, to be shown beside a patient's. They are published research data and lie here as
 * they are; the patients' own are sealed.
 */
export function createReferencePictures(shelf: PictureShelf): {
  readonly keep: KeepPicture;
  /** Null for what is no key of a reference picture, and for what was not kept. */
  open(mediaKey: string): Promise<Buffer | null>;
} {
  return {
    keep: (sha256, jpeg) => shelf.put(referencePictureKey(sha256), jpeg),
    async open(mediaKey) {
      return KEY.test(mediaKey) ? shelf.get(mediaKey) : null;
    },
  };
}
