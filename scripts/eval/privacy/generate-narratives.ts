import { seededRandom } from '../../seeded-random';
import { generateClinicalTexts } from './generate-clinical';
import { type IdentifiedText } from './identified-text';

const SENTENCES_EACH = 3;
/** As many pools of sentences as a narrative has sentences, so that one may stand in it twice with other identifiers. */
const POOLS = SENTENCES_EACH;

/** What somebody told, with everything in it that names them. */
export interface Narrative {
  readonly language: string;
  readonly text: string;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
}

/** Narratives of three sentences with invented identifiers, as many in each of the ten languages. */
export function generateNarratives(seed: number, byLanguage: number): readonly Narrative[] {
  const random = seededRandom(seed);
  const pools = Array.from({ length: POOLS }, (_, pool) => generateClinicalTexts(seed * POOLS + pool));
  const languages = [...new Set(pools.flat().map(({ language }) => language))];
  return languages.flatMap((language) => {
    const sentences = pools.map((pool) => pool.filter((text) => text.language === language));
    return Array.from({ length: byLanguage }, () =>
      narrativeOf(
        language,
        sentences.map((pool) => random.pick(pool)),
      ),
    );
  });
}

function narrativeOf(language: string, sentences: readonly IdentifiedText[]): Narrative {
  return {
    language,
    text: sentences.map(({ full_text: text }) => text).join(' '),
    identifiers: sentences.flatMap(({ spans }) =>
      spans.map(({ entity_type: kind, entity_value: value }) => ({ kind, value })),
    ),
  };
}
