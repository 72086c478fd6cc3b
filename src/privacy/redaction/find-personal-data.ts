import { findAddresses } from './address';
import { findAges } from './age';
import { findBankAccounts } from './bank-account';
import { findCapitalisedNames } from './capitalised-name';
import { findCards } from './card';
import { findCuedNames } from './cued-name';
import { findCuedNumbers } from './cued-number';
import { findDates } from './date';
import { findEmails } from './email';
import { grownNames } from './grow-name';
import { findHanNames } from './han-name';
import { findIdentityNumbers } from './identity-number';
import { findIpAddresses } from './ip-address';
import { findKnownNames } from './known-name';
import { findLongNumbers } from './long-number';
import { findOrganisations } from './organisation';
import {
  BLANK,
  type Circumstances,
  type Detector,
  PersonalDataKind,
  type Removal,
  type Span,
} from './personal-data';
import { findCuedPhones, findPhones } from './phone';
import { findPlaces } from './place';
import { findTitledNames } from './titled-name';
import { findWebAddresses } from './web-address';

const findNames: Detector = (text, circumstances) => {
  const found = [findCuedNames, findTitledNames, findKnownNames, findCapitalisedNames].flatMap((find) =>
    find(text, circumstances),
  );
  return [...grownNames(text, found, circumstances), ...findHanNames(text, circumstances)];
};

/** The surest first: what one has found is blank for those after it. */
const DETECTORS: readonly (readonly [PersonalDataKind, Detector])[] = [
  [PersonalDataKind.EMAIL, findEmails],
  [PersonalDataKind.WEB_ADDRESS, findWebAddresses],
  [PersonalDataKind.IP_ADDRESS, findIpAddresses],
  [PersonalDataKind.BANK_ACCOUNT, findBankAccounts],
  [PersonalDataKind.DATE, findDates],
  [PersonalDataKind.IDENTITY_NUMBER, findCuedNumbers],
  [PersonalDataKind.IDENTITY_NUMBER, findIdentityNumbers],
  [PersonalDataKind.CARD, findCards],
  [PersonalDataKind.PHONE, findCuedPhones],
  [PersonalDataKind.ADDRESS, findAddresses],
  [PersonalDataKind.PHONE, findPhones],
  [PersonalDataKind.LONG_NUMBER, findLongNumbers],
  [PersonalDataKind.AGE, findAges],
  [PersonalDataKind.PLACE, findPlaces],
  [PersonalDataKind.ORGANISATION, findOrganisations],
  [PersonalDataKind.NAME, findNames],
];

/** What was found can make clear what the rest is, so one looks again, until nothing more is found or so often. */
const MAX_LOOKS = 4;

/** Personal data in a text, from its beginning to its end; no two overlap. */
export function findPersonalData(text: string, circumstances: Circumstances): readonly Removal[] {
  let rest = text.replace(MASK, blanked);
  const removals: Removal[] = [];
  for (let look = 0, before = -1; look < MAX_LOOKS && before < removals.length; look += 1) {
    before = removals.length;
    for (const [kind, find] of DETECTORS) {
      for (const { start, end } of disjoint(find(rest, circumstances))) {
        removals.push(...visibleParts(rest, start, end).map((part) => ({ kind, ...part })));
        rest = rest.slice(0, start) + BLANK.repeat(end - start) + rest.slice(end);
      }
    }
  }
  return removals.sort((first, second) => first.start - second.start);
}

/** What stands for something that was removed before: it says nothing, and is left as it is. */
const MASK = /\[(?:email|link|phone|card|account|id|number|date|over 89|address|place|organisation|name)\]/gu;
const blanked = (mask: string): string => BLANK.repeat(mask.length);

/** Spans in order, those that overlap or touch joined to one. */
function disjoint(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const previous = joined.at(-1);
    if (previous !== undefined && span.start < previous.end) {
      joined[joined.length - 1] = { start: previous.start, end: Math.max(previous.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}

/** The parts of a span that nobody has blanked yet. */
function visibleParts(text: string, start: number, end: number): readonly Span[] {
  return [...text.slice(start, end).matchAll(/[^\uFFFC]+/gu)].map((part) => ({
    start: start + part.index,
    end: start + part.index + part[0].length,
  }));
}
