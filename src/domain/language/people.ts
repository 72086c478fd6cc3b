import { SpeakerRelation } from '../vocabulary';
import { type CompiledLanguage, type PersonMeaning } from './compile-language';
import { findPhrases, type PhraseMatch } from './find-phrases';
import { tokenize, wordsBetween, type Token, type TokenSpan } from './tokens';

/** Whom a text names. */
export interface PeopleNamed {
  /** "my son". */
  readonly children: boolean;
  /** "my mother", "my neighbour". */
  readonly others: boolean;
  /** "I", "me". */
  readonly self: boolean;
  /** "she". */
  readonly they: boolean;
}

/** Of whom a text speaks, place by place. */
export interface Story {
  /**
   * The words that name somebody else as the one a phrase is about; null where it is about the patient. Whom the phrase
   * itself names does not count, but for the speaker: "my husband beats me" is theirs.
   */
  readonly otherAt: (phrase: TokenSpan & { readonly places: readonly number[] }) => TokenSpan | null;
  /** Where children are named who may be the patient. */
  readonly children: readonly TokenSpan[];
}

type Mention = PhraseMatch<PersonMeaning>;

/** Who brings another adult: what they say of "my mother" is then the patient's. */
const SPEAK_FOR_ADULTS: ReadonlySet<SpeakerRelation> = new Set([
  SpeakerRelation.RELATIVE,
  SpeakerRelation.GUARDIAN,
  SpeakerRelation.HEALTH_WORKER,
  SpeakerRelation.OTHER,
]);

/** "my mother always says": words between a person and what they report. */
const REPORT_REACH_WORDS = 1;
/** "my neighbour's baby", "the baby of my neighbour". */
const BELONGS_REACH_WORDS = 1;
/** Mentions that are looked at beside a child for whose it is. */
const NEIGHBOURS = 3;
/** "and she": a sentence may go on about somebody behind one word. */
const THEY_WITHIN_WORDS = 1;

/** Whom a text names anywhere in it. */
export function peopleIn(text: string, language: CompiledLanguage): PeopleNamed {
  const named = new Set(
    findPhrases(tokenize(text, language.letters), language.people).map(({ meaning }) => meaning),
  );
  return {
    children: named.has('CHILD'),
    others: named.has('OTHER'),
    self: named.has('SELF'),
    they: named.has('THEY'),
  };
}

/**
 * Whose story each part of a text is. A person who is named stays the one spoken of to the end of the sentence, over
 * commas, until the speaker comes back to themselves; the next sentence goes on about them only if it begins with
 * "she". What stands before the person is the patient's: in doubt a sign is theirs.
 * @param speaker who is known to speak; null while nobody asked.
 */
export function storyOf(
  tokens: readonly Token[],
  language: CompiledLanguage,
  speaker: SpeakerRelation | null,
): Story {
  const found = findPhrases(tokens, language.people);
  const mentions = found.filter(({ meaning }) => meaning !== 'JOIN');
  const joinsAt = new Set(found.flatMap(({ meaning, start }) => (meaning === 'JOIN' ? [start] : [])));
  const turns = turnsOf({ tokens, mentions, joinsAt, speaker });
  const begunBefore = countsBefore(turns, tokens.length);
  return {
    children: turns.filter(({ at, isOther }) => at.meaning === 'CHILD' && !isOther).map(({ at }) => at),
    otherAt({ end, places }) {
      const sentence = tokens[end - 1]?.sentence;
      for (let index = (begunBefore[end] ?? 0) - 1; index >= 0; index -= 1) {
        const turn = turns[index];
        if (turn === undefined || tokens[turn.at.start]?.sentence !== sentence) return null;
        const isOwnWord = turn.at.places.every((place) => places.includes(place));
        if (!isOwnWord || turn.at.meaning === 'SELF') return turn.isOther ? turn.at : null;
      }
      return null;
    },
  };
}

/** For each place in a text of `length` tokens: how many turns begin before it. */
function countsBefore(turns: readonly Turn[], length: number): readonly number[] {
  const perStart = new Map<number, number>();
  for (const { at } of turns) perStart.set(at.start, (perStart.get(at.start) ?? 0) + 1);
  const counts = [0];
  for (let place = 0; place < length; place += 1)
    counts.push((counts[place] ?? 0) + (perStart.get(place) ?? 0));
  return counts;
}

/** From `at` to the end of its sentence, or to the next turn, the text is about somebody else, or about the patient. */
interface Turn {
  readonly at: Mention;
  readonly isOther: boolean;
}

interface Named {
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
  /** Places of words such as "and". */
  readonly joinsAt: ReadonlySet<number>;
  readonly speaker: SpeakerRelation | null;
}

function turnsOf(named: Named): readonly Turn[] {
  const turns: Turn[] = [];
  let lastNamed: Turn | null = null;
  named.mentions.forEach((at, index) => {
    switch (at.meaning) {
      case 'CHILD':
      case 'OTHER':
        lastNamed = { at, isOther: isSomebodyElse(named, index) };
        turns.push(lastNamed);
        break;
      case 'REPORT':
        if (lastNamed !== null && wordsBetween(named.tokens, lastNamed.at, at) <= REPORT_REACH_WORDS)
          turns.push({ at, isOther: false });
        break;
      case 'SELF':
        turns.push({ at, isOther: false });
        break;
      case 'THEY':
        if (lastNamed !== null && beginsSentence(named.tokens, at)) turns.push({ ...lastNamed, at });
        break;
      case 'JOIN':
        break;
    }
  });
  return turns;
}

function isSomebodyElse(named: Named, index: number): boolean {
  const mention = named.mentions[index];
  const isNamed = ({ meaning }: Mention): boolean => meaning === 'CHILD' || meaning === 'OTHER';
  const neighbours = [
    named.mentions
      .slice(Math.max(0, index - NEIGHBOURS), index)
      .filter(isNamed)
      .at(-1),
    named.mentions.slice(index + 1, index + 1 + NEIGHBOURS).find(isNamed),
  ];
  const isAnothers = neighbours.some(
    (other) => other?.meaning === 'OTHER' && mention !== undefined && belongs(named, mention, other),
  );
  if (mention?.meaning === 'CHILD' && !isAnothers) return named.speaker === SpeakerRelation.SELF;
  return named.speaker === null || !SPEAK_FOR_ADULTS.has(named.speaker);
}

function belongs({ tokens, joinsAt }: Named, mention: Mention, neighbour: Mention): boolean {
  if (wordsBetween(tokens, mention, neighbour) > BELONGS_REACH_WORDS) return false;
  if (tokens[mention.start]?.clause !== tokens[neighbour.start]?.clause) return false;
  return !joinsAt.has(Math.min(mention.end, neighbour.end));
}

function beginsSentence(tokens: readonly Token[], { start }: Mention): boolean {
  const further = tokens[start - THEY_WITHIN_WORDS - 1];
  return further === undefined || further.sentence !== tokens[start]?.sentence;
}
