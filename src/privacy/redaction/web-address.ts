import { type Detector, spansOf } from './personal-data';

const WITH_SCHEME = /(?:\bhttps?:\/\/|\bwww\.)[^\s<>"'，。；、]+/giu;
/** A bare domain of the usual endings. A full stop without a space ("itchy.in") is none: what follows must end the word. */
const BARE =
  /\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|info|io|co\.(?:in|ke|za|uk)|com\.(?:br|mx|ng))(?:\/[^\s<>"']*)?(?![\p{L}\p{N}])/giu;
/** The name under which somebody is found on a social network. */
const HANDLE = /(?<![\p{L}\p{N}])@[a-z0-9_.]{3,}/giu;

export const findWebAddresses: Detector = (text) =>
  [WITH_SCHEME, BARE, HANDLE].flatMap((pattern) => spansOf(text, pattern));
