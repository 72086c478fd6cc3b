import { type GatheredEvidence } from '../../../src/assessment/gather-evidence';
import { type ConditionTable, Limitation, type RuleSet } from '../../../src/domain';
import { outOfFold } from '../../score/cross-validate';
import { fittedVersion } from '../../score/fitted-folder';
import { labelledCases, LesionTruth, truthOf } from '../../score/labelled-cases';
import { type AskedCase, type CollectDeps } from '../collect-evidence';
import { evidenceWith } from '../folder-evidence';
import { type House } from '../safety/house';
import { type CaseTruth } from './outcome';
import { type PosedSet } from './posed-case';
import { FORM_LANGUAGE, referencePatient } from './reference-patient';

const FOLD_SEED = 1;

/**
 * The labelled cases of a reference folder, each with the neighbours that the others' cases are. On the folder that the
 * suspicion score was fitted on, each is judged by a score that saw no record of its patient. Throws on a folder that
 * cannot be read.
 */
export async function poseFolder(
  house: House,
  tools: Omit<CollectDeps, 'topK' | 'onProgress'>,
  dir: string,
  root: string,
): Promise<PosedSet> {
  const { dataset, asked } = await evidenceWith(tools, dir);
  const isFittedOn = (await fittedVersion(root)) === dataset.version;
  const ruleSetOf = isFittedOn ? refitted(house.ruleSet, asked, tools.conditions) : () => house.ruleSet;
  return {
    name: dataset.name,
    version: dataset.version,
    notes: [
      'Records of the same patient, and of whoever owns an identical picture, are left out of what each is compared with.',
      isFittedOn
        ? 'The suspicion score was fitted on this very folder: each case is judged by one that saw no record of its patient.'
        : 'The suspicion score as shipped. It was fitted on another folder; if that held patients of this one, the figures flatter.',
    ],
    cases: asked.map((one) => ({
      id: one.referenceCase.sourceId,
      patientId: one.referenceCase.patientId,
      language: FORM_LANGUAGE,
      skinType: one.referenceCase.fitzpatrickSkinType,
      truth: truthAbout(one, tools.conditions),
      triageCase: referencePatient(house, one.referenceCase),
      evidence: gathered(one),
      picturePath: one.picturePath,
      endemicDiseases: [],
      ruleSet: ruleSetOf(one),
    })),
  };
}

/** Malignant lesions must be seen soon and benign ones may wait; premalignant ones count as neither. */
function truthAbout({ referenceCase }: AskedCase, table: ConditionTable): CaseTruth {
  const [heaviest] = [...referenceCase.conditions].sort((a, b) => b.weight - a.weight);
  const facts = table.find(heaviest?.name ?? '');
  const lesion = truthOf(facts.malignancy);
  return {
    condition: facts.name,
    isSuspicious: facts.malignantOrPremalignant,
    mustBeSoon: lesion === LesionTruth.PREMALIGNANT ? null : lesion === LesionTruth.MALIGNANT,
    leastUrgency: null,
  };
}

/** As the pipeline would have gathered it. */
function gathered({ evidence, picture, hasPicture }: AskedCase): GatheredEvidence {
  const isNothingSimilar =
    evidence.byPicture.length === 0 && (hasPicture || evidence.byFindings.length === 0);
  return {
    ...evidence,
    picture,
    limitations: [
      ...(hasPicture ? [] : [Limitation.IMAGE_MISSING]),
      ...(isNothingSimilar ? [Limitation.NOTHING_SIMILAR_KNOWN] : []),
    ],
  };
}

/** For each case the rules with a score that was fitted on the others' patients; without one where nobody told the age. */
function refitted(
  ruleSet: RuleSet,
  asked: readonly AskedCase[],
  table: ConditionTable,
): (one: AskedCase) => RuleSet {
  const threshold = ruleSet.suspicion?.threshold ?? 1;
  const isFitted = ({ truth }: { readonly truth: LesionTruth }) => truth !== LesionTruth.PREMALIGNANT;
  const scores = new Map(
    outOfFold(labelledCases(asked, table), FOLD_SEED, isFitted, (model, { referenceCase }) => [
      referenceCase.sourceId,
      { ...model, threshold },
    ]),
  );
  return ({ referenceCase }) => ({ ...ruleSet, suspicion: scores.get(referenceCase.sourceId) ?? null });
}
