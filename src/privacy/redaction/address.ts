import { type Detector, type Span, spansOf } from './personal-data';
import { isClinical, isCommonEnglish, isEponym, isOtherCapital } from './vocabulary';
import { AFTER_NAME, BEFORE_NAME, OTHER_SCRIPTS, STREET_ENDINGS, UNIT, WEAK_UNIT } from './street-words';

const CAPITAL_WORD = "\\p{Lu}[\\p{L}\\p{M}'’.-]*";
const SMALL_WORD = '(?:of|the|de|da|do|dos|das|del|la|las|los|el|du|des|den|van|von|der|y|e|i|ya|wa|al|le)';
const NAME = `(?:(?:${SMALL_WORD} |[LldD]['’])*${CAPITAL_WORD})(?: (?:(?:${SMALL_WORD} )*${CAPITAL_WORD}|\\d{1,3}(?=[ ]\\p{Lu})))*`;
const NUMBER = '\\d{1,6}(?:[/-]\\d{1,4})?(?:(?:[ -]?[A-Za-z])(?![\\p{L}\\p{M}]))?';
const GAP = '[ \\n>]{1,3}';
/** Case matters for names and not for street words: both spellings are in the pattern, so that it needs no `i`. */
const either = (words: readonly string[]): string =>
  words.map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`).join('|');
const anyCase = (word: string): string =>
  word.replace(/\p{Ll}(?!\p{Ll}*\})/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** A number that counts or measures belongs to no address. */
const NO_QUANTITY =
  '(?![.,:/]\\d| ?(?:mg|mcg|ml|mm|cm|kg|g|%|x|am|pm|h|hrs?|days?|weeks?|months?|years?|times|tab|pills?|d[ií]as?|semanas?|meses|a[ñn]os?|jours?|semaines?|mois|ans|anos|dias|siku|wiki|mie[zs]i|din|hafte|mahine|saal)\\b)';

const STREETS = [
  // 24 Clarke Avenue; 6108 Friedhofstrasse 33
  new RegExp(
    `(?<![\\p{L}\\p{Nd}.,])(?:${NUMBER}${GAP}){1,2}(?:${NAME} (?:${either(AFTER_NAME)})|${NAME}${STREET_ENDINGS})\\b\\.?(?: \\d{1,4}\\b)?`,
    'gu',
  ),
  // 12 moi avenue: a number, one or two words and a street word that means nothing else
  /(?<![\p{L}\p{Nd}.,])\d{1,5} (?:\p{L}{3,} ){1,2}(?:street|avenue|road|lane|boulevard|nagar|colony|marg)\b/giu,
  // Asselsestraat 7; Puruntie 82
  new RegExp(`(?<![\\p{L}\\p{M}])\\p{Lu}[\\p{L}\\p{M}]+${STREET_ENDINGS} ${NUMBER}`, 'gu'),
  // Clarke Avenue without a number
  new RegExp(
    `(?<![\\p{L}\\p{M}])${NAME} (?:Street|St\\.|Avenue|Ave|Road|Rd|Lane|Boulevard|Blvd|Drive|Nagar|Colony|Marg|Route|Mall St\\.?|Mall)(?![\\p{L}\\p{M}])`,
    'gu',
  ),
  // Rua Diadema 1903; calle Reforma n.º 12
  new RegExp(
    `(?<![\\p{L}\\p{M}])(?:${NUMBER},? )?(?:${either(BEFORE_NAME)}) ${NAME}(?:,? (?:#|n[º°o.]{1,3} ?|nro\\.? |num\\.? )?${NUMBER})?`,
    'gu',
  ),
  // rua das flores 123: in small letters only with a number
  /(?<![\p{L}\p{M}])(?:rua|avenida|calle|carrera|rue|travessa|jir[óo]n|mtaa wa|barabara ya) (?:\p{L}[\p{L}\p{M}]* ){0,3}\p{L}[\p{L}\p{M}]*,? (?:#|n[º°o.]{1,3} ?|num[ea]ro )?\d{1,5}/giu,
];
/** "36 rue de pologne", "2407 tawastintie 6,": numbers and words in small letters. */
const SMALL_STREETS = [
  /(?<![\p{L}\p{Nd}.,])\d{1,5} (?:rue|avenue|impasse|chemin|boulevard|rua|calle|r[úu]a) (?:(?:de|des|du|la|le|da|do|das|dos|del|las|los|l') ?)*[\p{L}\p{M}'’-]+/giu,
  /(?<![\p{L}\p{Nd}.,])\d{3,5} \p{L}{4,} \d{1,3}(?=,? ?\n|, \p{L})/gu,
];
const UNITS = new RegExp(
  `(?<![\\p{L}\\p{M}])${anyCase(UNIT)}\\.?:? ?(?:#|n[º°o.]{1,3} ?)?\\d{1,6}[A-Za-z]?(?![\\p{L}\\p{Nd}])${NO_QUANTITY}`,
  'gu',
);
/** The same with words that mean much else: "a flat 3 cm patch". */
const WEAK_UNITS = new RegExp(
  `(?<![\\p{L}\\p{M}])${anyCase(WEAK_UNIT)}\\.?:? ?(?:#|n[º°o.]{1,3} ?)?\\d{1,6}[A-Za-z]?(?![\\p{L}\\p{Nd}]| \\p{Ll}{3})${NO_QUANTITY}`,
  'gu',
);
/** "Villacher Strasse 89", "0269 Stensås terrasse 38": a name that is in no list, and a house number; no dose, no count. */
const NAME_AND_NUMBER = new RegExp(
  `(?<![\\p{L}\\p{Nd}.,])(?:${NUMBER}${GAP})*(?<name>${NAME}(?: (?:strasse|straße|terrasse|gate|vei|tee|brücke|út|útja|tér|u\\.|rkp\\.|street|str\\.?))?) \\d{1,4}\\b${NO_QUANTITY}\\.?`,
  'gu',
);
/** A number before a name that a unit follows: "3911 Skogstien, Apt. 7". */
const BEFORE_UNIT = new RegExp(
  `(?<![\\p{L}\\p{Nd}.,])(?:${NUMBER}${GAP})+${NAME}(?=[\\s,>]{1,4}${anyCase(UNIT)}\\.? ?\\d)`,
  'gu',
);
/** The same in small letters. */
const SMALL_BEFORE_UNIT =
  /(?<![\p{L}\p{Nd}.,])\d{2,6} (?:[\p{L}\p{M}'’.-]+ ){1,5}(?:\d{1,4} )?(?=(?:apt|suite|flat|unit)\.? ?\d)/gu;
const CORNER = new RegExp(
  `\\b(?:the )?corner of (?:${NUMBER} )?(?:\\p{Ll}{1,4}\\. )?${NAME}(?: ${NUMBER})?(?:\\.? (?:and|&) ${NAME}(?: ${NUMBER})?)?`,
  'gu',
);
/** Five digits after a place ("Estonia 62488") or a state's letters ("CO 70079"). */
const PLACE_AND_POSTCODE =
  /(?<![\p{L}\p{M}])(?:\p{Lu}[\p{L}\p{M}]{2,}\)?|[A-Z]{2}),?\s{1,2}(?<personal>\d{5})(?![\p{Nd}\p{L}]|[.,-]\p{Nd})/dgu;
const MILITARY =
  /(?:\b(?:PSC|Unit|CMR) \d{1,5},? Box \d{1,5}|\bUS[A-Z]{1,4} [\p{L}\p{M}'’-]+)[\s>]{1,4}[ADF]PO A[AEP] \d{5}/giu;
const POSTCODES = [
  /\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/gu,
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/gu,
  /\b\d{5}-\d{3}\b/gu,
  /\b(?:zip|postal|post|pin)[ -]?code:?(?: is| of)? (?<personal>[A-Z\d][A-Z\d -]{2,8}\d[A-Z]{0,2})\b/dgiu,
  /\b(?:zip|pin|cep|c[óo]digo postal|code postal)(?: ?(?:es|is|est|é|:))? ?(?<personal>\d{3}[ -]?\d{2,5})\b/dgiu,
];
/** What goes on with an address once it has begun: place, district, postcode, on the same line or the next. */
const CONTINUATION = new RegExp(
  `^(?:[\\s,.>-]{1,5}(?:${anyCase(UNIT)}\\.? ?\\d{1,6}[A-Za-z]?|(?:\\p{L}{2,3}[ \\n]{1,2})?\\d{3,6}(?:[ -]\\d{2,4})?(?!\\p{L}|[ -]?\\p{Nd})|(?:[A-Z]\\d{1,2}[A-Z]? ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d)\\b|(?:(?:de|da|do|del|la|of|nan|Upper|Lower|in|and) )?${CAPITAL_WORD}))+`,
  'u',
);
/** A sentence goes on after an address as often as the address itself does. */
const NEW_SENTENCE = /[.!?] +\p{Lu}|\n\s*\n|\n\s*\p{L}[\p{L}-]*:/u;
const MAX_CONTINUATION = 80;
/** The house number, or what stands for it, before a street's name. */
const NUMBERS_BEFORE = /(?<![\p{L}\p{Nd}.,])(?:\d{1,6}[ \n>]{1,3})+$/u;
const MAX_NUMBERS_BEFORE = 24;

/** Postal addresses: streets with names and numbers, parts of houses, boxes, postcodes, and the place that follows. */
export const findAddresses: Detector = (text, { language }) => {
  if (!/\p{Nd}|\p{Lu}|[^\p{ASCII}]/u.test(text)) return [];
  const begun = [
    ...STREETS,
    ...SMALL_STREETS,
    UNITS,
    WEAK_UNITS,
    BEFORE_UNIT,
    SMALL_BEFORE_UNIT,
    CORNER,
    MILITARY,
  ].flatMap((pattern) => spansOf(text, pattern));
  // In other languages one cannot tell a street's name from "Caso 4".
  const numbered =
    language === 'en'
      ? spansOf(text, NAME_AND_NUMBER, (match) => isUnknownPlace(match.groups?.['name'] ?? ''))
      : [];
  return [
    ...[...begun, ...numbered].map((span) => continued(text, span)),
    ...[...POSTCODES, PLACE_AND_POSTCODE, ...OTHER_SCRIPTS].flatMap((pattern) => spansOf(text, pattern)),
  ];
};

const isUnknownPlace = (name: string): boolean =>
  !isClinical(name) &&
  name
    .split(' ')
    .some((word) => word.length > 2 && !isCommonEnglish(word) && !isOtherCapital(word) && !isEponym(word));

function continued(text: string, { start, end }: Span): Span {
  const after = text.slice(end, end + MAX_CONTINUATION);
  const stop = NEW_SENTENCE.exec(after)?.index ?? after.length;
  const more = CONTINUATION.exec(after.slice(0, stop))?.[0].length ?? 0;
  const less =
    NUMBERS_BEFORE.exec(text.slice(Math.max(0, start - MAX_NUMBERS_BEFORE), start))?.[0].length ?? 0;
  return { start: start - less, end: end + more };
}
