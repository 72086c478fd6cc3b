import { type Viewer } from '../domain';
import { type UploadAnswer } from '../imaging';

export interface IncomingUpload {
  readonly viewer: Viewer;
  readonly uploadId: string;
  /** Of the request, in small letters and without parameters; null if it has none. */
  readonly contentType: string | null;
  /** Reads the whole body; null as soon as it is longer than `maxBytes`. Nothing is read before this is called. */
  read(maxBytes: number): Promise<Buffer | null>;
}

export type ReceiveUpload = (upload: IncomingUpload) => Promise<UploadAnswer>;

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

/**
 * Calls `onSignOut` when a token was signed out, by whichever process. It may ring in vain, so whoever hears it asks
 * `Authenticate`. Returns what stops the watch.
 */
export type WatchSignOut = (bearerToken: string, onSignOut: () => void) => () => void;

/** What this machine's processes have counted, as Prometheus reads it. */
export interface MetricsPage {
  /** Who bears it may read; null: everybody may. */
  readonly token: string | null;
  /** Null while a process does not answer. */
  read(): Promise<string | null>;
}
