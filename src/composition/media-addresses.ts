import { type Config } from '../config';
import { type MediaType } from '../graphql';
import { createMediaSigner, MimeType } from '../imaging';
import { type Engines } from './engines';
import { MINUTE_MS } from './minutes';

/** Addresses of kept pictures: signed for whoever may see one now, and good for a while. */
interface MediaAddresses {
  sign(mediaKey: string): MediaType;
  /** Whether this address was signed here and has not expired. */
  verify(address: { readonly path: string; readonly expires: string; readonly signature: string }): boolean;
}

export function createMediaAddresses(config: Config, { keyring, clock }: Engines): MediaAddresses {
  const ttlMs = config.uploads.mediaAddressMinutes * MINUTE_MS;
  const signer = createMediaSigner(keyring.deriveKey('sign-media'), ttlMs);
  return {
    sign(mediaKey) {
      const now = clock.now();
      const url = `${config.server.publicUrl}/media/${signer.sign(mediaKey, now)}`;
      return { url, mimeType: MimeType.JPEG, expiresAt: new Date(now.getTime() + ttlMs) };
    },
    verify: ({ path, expires, signature }) => signer.verify(path, expires, signature, clock.now()),
  };
}
