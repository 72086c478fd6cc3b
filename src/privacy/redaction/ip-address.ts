import { isIP } from 'node:net';
import { type Detector, spansOf } from './personal-data';

const CANDIDATE =
  /(?<![\p{L}\p{N}.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4})(?![\p{L}\p{N}:])/giu;

export const findIpAddresses: Detector = (text) => spansOf(text, CANDIDATE, ([found]) => isIP(found) !== 0);
