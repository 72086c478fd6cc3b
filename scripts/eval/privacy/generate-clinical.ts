import { type SeededRandom, seededRandom } from '../../seeded-random';
import { type IdentifiedText } from './identified-text';
import { CLINICAL_SENTENCES, type Planted } from './clinical-sentences';
import { inventIdentifier } from './invent-identifier';

const TEXTS_BY_LANGUAGE = 50;
const PLACEHOLDER = /\{(\w+)\}/gu;

/**
 * Clinical sentences in ten languages with invented identifiers in them, fifty a language, in presidio-research's form.
 * Sentences and identifiers are ours: what is found in them says little about how others write.
 */
export function generateClinicalTexts(seed: number): readonly IdentifiedText[] {
  const random = seededRandom(seed);
  return Object.entries(CLINICAL_SENTENCES).flatMap(([language, sentences]) =>
    Array.from({ length: TEXTS_BY_LANGUAGE }, (_, index) =>
      planted(sentences[index % sentences.length] ?? '', language, random),
    ),
  );
}

/** A sentence with an invented identifier for each slot ("{PERSON}"), and where each stands. */
function planted(sentence: string, language: string, random: SeededRandom): IdentifiedText {
  const spans: IdentifiedText['spans'] = [];
  let text = '';
  let rest = 0;
  for (const match of sentence.matchAll(PLACEHOLDER)) {
    const kind = match[1] as Planted;
    const value = inventIdentifier(kind, language, random);
    text += sentence.slice(rest, match.index);
    spans.push({
      entity_type: kind,
      entity_value: value,
      start_position: text.length,
      end_position: text.length + value.length,
    });
    text += value;
    rest = match.index + match[0].length;
  }
  return { full_text: text + sentence.slice(rest), language, spans };
}
