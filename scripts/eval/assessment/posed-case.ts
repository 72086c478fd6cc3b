import { type ConditionTable, type RuleSet, type TriageCase } from '../../../src/domain';
import { type GatheredEvidence } from '../../../src/assessment/gather-evidence';
import { type CaseOutcome } from './outcome';

/** A labelled case as if it were a patient's: all that an assessment is made of, beside what is true of it. */
export interface PosedCase extends Pick<CaseOutcome, 'id' | 'patientId' | 'language' | 'skinType' | 'truth'> {
  readonly triageCase: TriageCase;
  readonly evidence: GatheredEvidence;
  /** Of the file; null: there is none. */
  readonly picturePath: string | null;
  /** Where the patient is. */
  readonly endemicDiseases: readonly string[];
  /** Whose suspicion score knows nothing of this patient. */
  readonly ruleSet: RuleSet;
}

/** Cases of one source, of which figures are made together. */
export interface PosedSet {
  readonly name: string;
  /** Hex digest of what they were read from. */
  readonly version: string;
  /** What a reader of the figures must know of the set. */
  readonly notes: readonly string[];
  readonly cases: readonly PosedCase[];
}

/** What cases are posed with: the house's rules, and what labels mean. */
export interface PosingDeps {
  readonly ruleSet: RuleSet;
  readonly conditions: ConditionTable;
}

/** Where no reference case was asked for. */
export const NO_EVIDENCE: GatheredEvidence = {
  byPicture: [],
  byFindings: [],
  picture: null,
  floors: null,
  indexName: 'none',
  indexVersion: 'none',
  limitations: [],
};
