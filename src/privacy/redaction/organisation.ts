import { type Detector, spansOf } from './personal-data';
import { isClinical } from './vocabulary';

const CAPITALS =
  "\\p{Lu}[\\p{L}\\p{M}\\p{Nd}&'’.-]*(?: (?:(?:of|and|&|de|da|do|the) )?\\p{Lu}[\\p{L}\\p{M}\\p{Nd}&'’-]*){0,4}";
/** Where somebody works or learns: with the place it often tells who it is. */
const EMPLOYER = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:[Ww]ork(?:s|ing|ed)? (?:at|for)|[Ee]mployed (?:at|by)|[Ee]mployer(?: is)?:?|[Ss]tud(?:y|ies|ying) at|[Tt]rabaj[oa] (?:en|para)|[Tt]rabalh[oa] (?:na|no|em|para)|[Tt]ravaille (?:à|chez|pour)|[Nn]?[Ff]?anya(?:ka)?zi (?:katika|kwa)) (?:the |la |el |o |a )?(?<personal>${CAPITALS})`,
  'dgu',
);
const COMPANY = new RegExp(
  `${CAPITALS},? (?:Ltd|Limited|Inc|LLC|Corp|Corporation|GmbH|Pvt|S\\.A|Ltda|PLC|Plc)\\b\\.?`,
  'gu',
);

export const findOrganisations: Detector = (text) =>
  [EMPLOYER, COMPANY].flatMap((pattern) =>
    spansOf(text, pattern, (match) => !isClinical(match.groups?.['personal'] ?? match[0])),
  );
