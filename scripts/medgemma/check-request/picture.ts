import sharp from 'sharp';
import { malformed, type Violation } from './asked-question';

/** What the model looks at has 896 × 896 px; more would be sent for nothing. */
const MAX_PICTURE_PX = 896;

const JPEG_URI = /^data:image\/jpeg;base64,([A-Za-z0-9+/]+={0,2})$/;

/** A picture of a chat message: a data URI of a JPEG. */
export async function checkPictureUri(uri: string): Promise<readonly Violation[]> {
  const base64 = JPEG_URI.exec(uri)?.[1];
  if (base64 === undefined) return [malformed('picture: is not a data URI of a JPEG in base64')];
  return checkPicture(base64);
}

/** A picture in base64: a JPEG of at most 896 px on its longer side that says nothing beside what it shows. */
export async function checkPicture(base64: string): Promise<readonly Violation[]> {
  const metadata = await sharp(Buffer.from(base64, 'base64'))
    .metadata()
    .catch(() => null);
  if (metadata?.format !== 'jpeg') return [malformed('picture: its bytes are not a JPEG')];
  const longerSidePx = Math.max(metadata.width, metadata.height);
  return [
    ...(longerSidePx > MAX_PICTURE_PX
      ? [malformed(`picture: ${longerSidePx} px, more than it may have`)]
      : []),
    ...(metadata.exif || metadata.xmp || metadata.iptc ? [malformed('picture: carries metadata')] : []),
  ];
}
