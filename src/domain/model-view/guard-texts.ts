import { violatesTextSafety } from '../wording/text-safety';
import { GuardReason } from './guard-reasons';
import { MODEL_VIEW_LIMITS, type ModelView } from './model-view';

/** Joiners that Indic scripts are spelt with are the only invisible characters that a text may hold. U+FFFD was a letter once. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}\ufffd]/u;
/**
 * Letters that look like others keep a word from being found, and of a script that no list of ours is written in nothing is
 * found at all. Latin letters are those of words, not of phonetics; Greek ones stand alone ("β-haemolytic", "20 μm").
 */
const DISGUISES = [
  /(?![\p{sc=Latn}\p{sc=Arab}\p{sc=Beng}\p{sc=Deva}\p{sc=Taml}\p{sc=Hani}\p{sc=Grek}\p{sc=Zyyy}\p{sc=Zinh}])\p{L}/u,
  /[\u0131\u0142\u0250-\u02af\u1d00-\u1dbf]/u,
  /\p{sc=Latn}\p{sc=Grek}|(?!μ(?:m|g|l|mol)\b)\p{sc=Grek}\p{sc=Latn}|\p{sc=Grek}{2}/u,
];
/** Of a browser, a chat template, a fence or a link; "<6 mm" is none. */
const MARKUP = /<(?:[/|!?]|[a-z_])|```|\[\/?INST\]|\{\{|\][(:]/i;
const CONTACT_DETAILS = [
  /\b(?:https?|ftp|mailto|tel|javascript):|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|info|io|co|app|edu|gov)\b/i,
  /[\p{L}\p{N}]\s?@\s?[\p{L}\p{N}]/u,
  // Seven digits or more with nothing but what divides a telephone number between them.
  /(?:\p{Nd}[\s().+/-]{0,2}){7,}/u,
];
const INSTRUCTIONS = [
  /^\s*(?:system|assistant|user|developer)\s*:/i,
  /\b(?:ignor|disregard|overrid|forget)\w*\s+(?:\w+\s+){0,3}(?:instruction|rule|prompt|guideline)/i,
  /\b(?:previous|prior|above|new|these|those|my|your|system) (?:instructions?|prompts?)\b/i,
  /\bas (?:instructed|an ai|a language model|an assistant)\b|\byou are now\b|\bi (?:was|am|have been) instructed\b/i,
];
/** What is clear to the eye is an observation; "clearly" before anything else claims a certainty. */
const CLEARLY_SEEN =
  /\bclearly (?=(?:well[- ])?(?:asymmetric\w*|circumscribed|defined|delineated|demarcated|elevated|erythematous|inflamed|irregular|marginated|outlined|palpable|pigmented|raised|scaly|separate|seen|swollen|ulcerated|visible)\b)/gi;
/** What somebody took or put on, or is to be asked about, is history; but not beside a word of advice. */
const HISTORY =
  /\buse of\b|\b(?:began|started|stopped) to (?:take|use|apply)\b|\b(?:did|does|do|whether|if) (?:the patient|they|he|she)(?: \w+)? (?:take|use|apply)\b/gi;
const ADVICE =
  /\b(?:advi[sc]\w*|indicated|must|need\w*|ought|prescri\w*|recommend\w*|should|suggest\w*|treat\w*|try)\b/i;

/** Why nobody may read a view's words: the reasons of all its texts. What is too long is not searched. */
export function dangersOfTexts(view: ModelView): ReadonlySet<GuardReason> {
  if (isTooLong(view)) return new Set([GuardReason.TOO_LONG]);
  return new Set(textsOf(view).flatMap(dangersOf));
}

/** One line, single spaces: how a text of the model is looked at and shown. */
export function tidy(text: string): string {
  return text.replace(/[\p{Z}\t\r\n]+/gu, ' ').trim();
}

function dangersOf(text: string): GuardReason[] {
  const line = tidy(text);
  const found: GuardReason[] = [...violatesTextSafety(withoutObservations(line))];
  if ([INVISIBLE, ...DISGUISES].some((pattern) => pattern.test(line)))
    found.push(GuardReason.HIDDEN_CHARACTERS);
  if (MARKUP.test(line)) found.push(GuardReason.MARKUP);
  if (CONTACT_DETAILS.some((pattern) => pattern.test(line))) found.push(GuardReason.CONTACT_DETAILS);
  if (INSTRUCTIONS.some((pattern) => pattern.test(line))) found.push(GuardReason.INSTRUCTIONS);
  return found;
}

/** The lock was made for what patients are told, where even an observation is out of place. */
function withoutObservations(line: string): string {
  const unclear = line.replace(CLEARLY_SEEN, '');
  return ADVICE.test(unclear) ? unclear : unclear.replace(HISTORY, ' ');
}

function textsOf({ candidates, rationale, wouldChange }: ModelView): string[] {
  const argued = candidates.flatMap((one) => [one.name, ...one.supportedBy, ...one.contradictedBy]);
  return [rationale, ...wouldChange, ...argued];
}

function isTooLong(view: ModelView): boolean {
  const { candidates, nameChars, rationaleChars, sentenceChars, sentences, totalChars } = MODEL_VIEW_LIMITS;
  const lists = [
    view.wouldChange,
    ...view.candidates.flatMap((one) => [one.supportedBy, one.contradictedBy]),
  ];
  return (
    view.candidates.length > candidates ||
    view.candidates.some(({ name }) => name.length > nameChars) ||
    view.rationale.length > rationaleChars ||
    lists.some((list) => list.length > sentences || list.some((text) => text.length > sentenceChars)) ||
    textsOf(view).reduce((total, { length }) => total + length, 0) > totalChars
  );
}
