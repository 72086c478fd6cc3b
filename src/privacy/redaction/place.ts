import { type Circumstances, type Detector, type Span } from './personal-data';
import { isCommonEnglish, isClinical } from './vocabulary';

/** Before the place, by script. What follows is one to three words. */
const BEFORE_LATIN =
  /(?<![\p{L}\p{M}])(?:i(?: am|'m|’m)? (?:live|lives|living|stay|staying|reside|come|came|am)?(?: in| at| from| near)|(?:we|they|she|he|who) (?:lives?|stays?|comes?) (?:in|at|from)|(?:am|is|are|come|comes|was born|moved here) (?:from|in)|residing (?:in|at)|my (?:village|town|home ?town|city) is(?: called)?|(?:vivo|vive|vivimos|resido|radico) en(?: el| la)?|(?:vengo|soy) de|(?:j['’ ]?habite|il habite|elle habite|nous habitons|je vis|je viens|je suis) (?:à|a|au|en|de|d['’])|(?:moro|mora|moramos|vivo|resido) (?:em|no|na)|(?:venho|sou) d[eoa]|(?:naishi|ninaishi|tunaishi|anaishi|natoka|ninatoka|tunatoka|anatoka)(?: katika| huko| kijiji cha| mtaa wa)?|nimetoka)\s+(?=\p{L})/giu;
const BEFORE_OTHER =
  /(?:أسكن في|اسكن في|أعيش في|اعيش في|ساكنة? في|أقيم في|من سكان|أنا من|انا من|我住在|住在|来自(?!己)|我家在|আমার বাড়ি|আমার গ্রাম|मेरा गाँव|मेरा गांव|मेरे गाँव का नाम|எனது ஊர்|என் ஊர்)\s*/gu;
/** After the place: verb-final languages. */
const AFTER_PLACE: readonly RegExp[] = [
  /(?<personal>[\p{L}\p{M}]+(?: [\p{L}\p{M}]+)?) (?:में|मे) (?:रहता|रहती|रहते)/dgu,
  /(?:मैं|हम|main|mai|hum) (?<personal>[\p{L}\p{M}]+) (?:में|से|mein|me|mai|se) (?:रहता|रहती|रहते|हूँ|हूं|आया|आई|rehta|rehti|rahta|rahti|rehte|hoon|hun|aaya|aayi)/dgiu,
  /(?<personal>[\p{L}\p{M}]{3,}?)(?:[- ]?(?:এ|তে|ে|য়))? থাকি/dgu,
  /(?<personal>[\p{L}\p{M}]{3,}?)(?:இல்|ில்|யில்|வில்) (?:வசிக்கிறேன்|வாழ்கிறேன்|இருக்கிறேன்|வசிக்கிறோம்)/dgu,
];
/** What people live in or come from that names no place. */
const GENERIC = new Set(
  'पेट pet dard बीमार परेशान a an the my our this that here there home house town village city country work school hospital pain fear same near far una un el la mi zona casa rural campo ciudad pueblo vila cidade ville une ma campagne roça interior mjini kijijini nyumbani hapa गाँव गांव शहर घर दर्द গ্রামে শহরে বাড়িতে ঘরে கிராமத்தில் வீட்டில் المدينة القرية البيت الريف 农村 网络 互联网 城市 乡下 这里 家里'.split(
    ' ',
  ),
);
const CAPITAL_PLACE =
  /^\p{Lu}[\p{L}\p{M}'’-]+(?: (?:de |da |do |del |la |of )?\p{Lu}[\p{L}\p{M}'’-]+){0,3}(?:, \p{Lu}[\p{L}\p{M}'’-]+){0,2}/u;
const SMALL_PLACE = /^[\p{L}\p{M}'’-]{3,}/u;
const HAN_PLACE =
  /^[\p{Script=Han}]{2,12}?(?:[省市区县乡镇村州]+(?=[^省市区县乡镇村州]|$)|(?=[，。,.！!？? ]|的|人|$))/u;
const OTHER_PLACE = /^[\p{L}\p{M}]+/u;

/** Places smaller than a country, said of where somebody lives or comes from. */
export const findPlaces: Detector = (text, circumstances) => {
  const before = [...text.matchAll(BEFORE_LATIN)].map((match) => match.index + match[0].length);
  const other = [...text.matchAll(BEFORE_OTHER)].map((match) => match.index + match[0].length);
  const verbFinal = AFTER_PLACE.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match.indices?.groups?.['personal']),
  );
  const spans: (Span | null)[] = [
    ...before.map((start) => latinPlace(text, start, circumstances)),
    ...other.map((start) =>
      at(text, start, text.slice(start).match(HAN_PLACE) ?? text.slice(start).match(OTHER_PLACE)),
    ),
    ...verbFinal.map((found) => (found === undefined ? null : { start: found[0], end: found[1] })),
  ];
  return spans.filter((span) => span !== null).filter(({ start, end }) => !isGeneric(text.slice(start, end)));
};

function latinPlace(text: string, start: number, { language }: Circumstances): Span | null {
  const rest = text.slice(start);
  const capital = CAPITAL_PLACE.exec(rest);
  if (capital !== null) return isClinical(capital[0]) ? null : at(text, start, capital);
  const small = SMALL_PLACE.exec(rest);
  // In small letters only what is no English word: in other languages one cannot tell a place from a noun.
  return small !== null && language === 'en' && !isCommonEnglish(small[0]) && !isClinical(small[0])
    ? at(text, start, small)
    : null;
}

const isGeneric = (place: string): boolean => {
  const words = place.toLowerCase().split(' ');
  return words.every((word) => GENERIC.has(word)) || isClinical(place);
};

function at(text: string, start: number, match: RegExpMatchArray | null): Span | null {
  return match === null || start >= text.length ? null : { start, end: start + match[0].length };
}
