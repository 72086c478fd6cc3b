import { type ConditionFacts, type ConditionTable } from '../evidence/conditions';

/** What textbooks call conditions of the table, as `nameKey` spells it: models say so although they were given a list. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  'SCC/SCCIS': ['squamous cell carcinoma', 'cutaneous squamous cell carcinoma', 'scc'],
  'SCC in situ': ['squamous cell carcinoma in situ', 'bowen disease', 'bowens disease'],
  'Basal Cell Carcinoma': ['bcc', 'basalioma'],
  Melanoma: ['malignant melanoma', 'cutaneous melanoma'],
  'Cutaneous T Cell Lymphoma': ['mycosis fungoides', 'ctcl'],
  "Kaposi's sarcoma of skin": ['kaposi sarcoma', 'kaposis sarcoma'],
  'Actinic Keratosis': ['solar keratosis'],
  'Atypical Nevus': ['dysplastic nevus', 'atypical mole'],
  'SK/ISK': ['seborrheic keratosis', 'irritated seborrheic keratosis'],
  'Melanocytic Nevus': ['nevus', 'mole', 'benign nevus'],
  'CD - Contact dermatitis': ['contact dermatitis'],
  Eczema: ['atopic dermatitis', 'atopic eczema', 'dermatitis'],
  Tinea: ['tinea corporis', 'ringworm', 'dermatophytosis'],
  'Tinea Versicolor': ['pityriasis versicolor'],
  'Herpes Zoster': ['shingles'],
  'Verruca vulgaris': ['common wart', 'wart', 'viral wart'],
  Hidradenitis: ['hidradenitis suppurativa'],
  Acne: ['acne vulgaris'],
  Leprosy: ['hansen disease', 'hansens disease'],
};

/** Parts of words that name a cancer, in the letters of `nameKey`; the model is asked for English but may not obey. */
const CANCER_STEMS = [
  ...['melanom', 'carcinom', 'sarcom', 'lymphom', 'cancer', 'cancro', 'malignan', 'metasta', 'blastoma'],
  ...['leukemi', 'epitheliom', 'neoplasm', 'saratani', 'कैंसर', 'ক্যান্সার', 'புற்றுநோய்', 'سرطان'],
  ...['癌', '肉瘤', '淋巴瘤', '黑色素瘤', '恶性'],
];
const CANCER_WORDS: ReadonlySet<string> = new Set(['scc', 'bcc', 'ctcl', 'bowen', 'paget', 'tumor']);
/** A word one slip away from one of these is taken for it. Short ones have too many neighbours. */
const OFTEN_MISSPELT = ['melanoma', 'carcinoma', 'lymphoma', 'malignant', 'malignancy', 'metastasis'];

/** Before the name of a cancer these make something else of it. */
const UNSAYING =
  /\b(?:and|benign|exclud\w*|like|mimic\w*|no|non|not|or|out|pre|pseudo|resembl\w*|simulat\w*|versus|vs|without)\b/;

/**
 * The condition of the table that a model's name means: the same name but for letter case, marks, British or American
 * spelling and what is added in brackets, one that textbooks use for it, or a kind of a listed cancer. Null: none. A name
 * that sounds like a cancer is never taken for a condition that is none.
 */
export function recogniseCondition(name: string, table: ConditionTable): ConditionFacts | null {
  const facts = lookUp(name, table);
  return facts !== null && soundsMalignant(name) && !facts.malignantOrPremalignant ? null : facts;
}

/** Whether a name that nobody knows might be a cancer's: it names one, or misses one by a single letter. */
export function soundsMalignant(name: string): boolean {
  const key = nameKey(name);
  if (CANCER_STEMS.some((stem) => key.includes(nameKey(stem)))) return true;
  return key
    .split(' ')
    .some((word) => CANCER_WORDS.has(word) || OFTEN_MISSPELT.some((known) => isOneSlipAway(word, known)));
}

function lookUp(name: string, table: ConditionTable): ConditionFacts | null {
  const exact = table.find(name);
  if (exact.malignancy !== null) return exact;
  for (const key of [nameKey(name), nameKey(name.replace(/[([].*$/u, ''))]) {
    const meant = table.names.find((listed) => nameKey(listed) === key) ?? otherwiseCalled(key);
    const facts = meant === undefined ? null : table.find(meant);
    if (facts !== null && facts.malignancy !== null) return facts;
  }
  return subtypeOf(nameKey(name), table);
}

/** "Acral melanoma" is a melanoma; "not a melanoma" and "nevus or melanoma" are not. Of cancers alone: those are not lost. */
function subtypeOf(key: string, table: ConditionTable): ConditionFacts | null {
  const [closest] = table.names
    .map((listed) => table.find(listed))
    .filter(
      ({ name, malignantOrPremalignant }) => malignantOrPremalignant && key.endsWith(` ${nameKey(name)}`),
    )
    .sort((a, b) => b.name.length - a.name.length);
  if (closest === undefined) return null;
  const before = key.slice(0, -nameKey(closest.name).length);
  return UNSAYING.test(before) ? null : closest;
}

function otherwiseCalled(key: string): string | undefined {
  return Object.entries(ALSO_CALLED).find(([, names]) => names.includes(key))?.[0];
}

/** Lower case letters and digits between single spaces, American spelling, no marks. */
function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\p{Cf}'’]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(/ae|oe/g, 'e')
    .replace(/is(?=(?:ed|ing|ation)\b)/g, 'iz')
    .replace(/our\b/g, 'or');
}

/** One letter too many, too few, or another one. */
function isOneSlipAway(word: string, known: string): boolean {
  if (Math.abs(word.length - known.length) > 1) return false;
  let same = 0;
  while (same < known.length && word[same] === known[same]) same += 1;
  const [rest, restKnown] = [word.slice(same), known.slice(same)];
  return rest.slice(1) === restKnown.slice(1) || rest.slice(1) === restKnown || rest === restKnown.slice(1);
}
