import { openMedia } from '../cases';
import { MimeType } from '../imaging';
import { createReferencePictures } from '../retrieval';
import { type Engines } from './engines';
import { type Rooms } from './rooms';

type OpenMedia = (
  address: Parameters<typeof openMedia>[1],
) => Promise<{ readonly bytes: Uint8Array; readonly mimeType: string } | null>;

/** What a signed address leads to: a case's picture, or one of a reference set that resembles it. */
export function createMediaOpener({ prisma, media }: Engines, rooms: Rooms): OpenMedia {
  const referencePictures = createReferencePictures(media);
  const ofCases: Parameters<typeof openMedia>[0] = {
    prisma,
    media,
    cases: rooms.conversation.cases,
    verifyAddress: (address) => rooms.mediaAddresses.verify(address),
  };
  return async (address) => {
    if (!rooms.mediaAddresses.verify(address)) return null;
    const bytes = await referencePictures.open(address.path);
    return bytes === null ? openMedia(ofCases, address) : { bytes, mimeType: MimeType.JPEG };
  };
}
