import { type Viewer } from '../domain';

/** What became of the bytes that were PUT to an upload's address. */
export const UploadOutcome = {
  STORED: 'STORED',
  /** More bytes than were announced, or than anybody may send. */
  TOO_LARGE: 'TOO_LARGE',
  /** The bytes are not of the announced type. */
  WRONG_TYPE: 'WRONG_TYPE',
  /** The address was used before, or has expired. */
  GONE: 'GONE',
  /** Another principal's upload, or none at all: which of the two is not disclosed. */
  NOT_YOURS: 'NOT_YOURS',
} as const;
export type UploadOutcome = (typeof UploadOutcome)[keyof typeof UploadOutcome];

export interface IncomingUpload {
  readonly viewer: Viewer;
  readonly uploadId: string;
  /** Reads the whole body; null as soon as it is longer than `maxBytes`. Nothing is read before this is called. */
  read(maxBytes: number): Promise<Buffer | null>;
}

export type ReceiveUpload = (upload: IncomingUpload) => Promise<UploadOutcome>;

/** A signed address of the media store, taken apart. */
export interface MediaAddress {
  /** What follows `/media/`. */
  readonly path: string;
  readonly expires: string;
  readonly signature: string;
}

/** Null where the signature does not fit, the address has expired, or the picture is gone: which, is not disclosed. */
export type OpenMedia = (
  address: MediaAddress,
) => Promise<{ readonly bytes: Uint8Array; readonly mimeType: string } | null>;

/** Who a bearer token belongs to; null for no token, an unknown or an expired one. */
export type Authenticate = (bearerToken: string | null) => Promise<Viewer | null>;
