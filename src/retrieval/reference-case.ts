import { type Findings, type FitzpatrickSkinType, type SexAtBirth, type WeightedCondition } from '../domain';

/** What the findings vector knows of a person. */
export interface PatientTraits {
  readonly ageYears: number | null;
  readonly sexAtBirth: SexAtBirth | null;
}

/** One labelled case of a reference dataset, as a reader hands it over. */
export interface ReferenceCase {
  /** Unique in the dataset: what a clinician looks the case up by. */
  readonly sourceId: string;
  /** The complaint: several records of one lesion share it, and count once among the neighbours. */
  readonly caseId: string;
  readonly patientId: string;
  /** Normalised: the weights sum to at most 1. Empty if nobody labelled the case. */
  readonly conditions: readonly WeightedCondition[];
  readonly fitzpatrickSkinType: FitzpatrickSkinType | null;
  readonly findings: Findings;
  readonly patient: PatientTraits;
  readonly pictures: readonly ReferencePicture[];
}

export interface ReferencePicture {
  /** Unique in its case; some datasets show one picture in several cases. */
  readonly pictureId: string;
  /** Absolute path; null if the dataset names a picture that does not lie in the folder. */
  readonly path: string | null;
  /** Hex digest of the file's bytes; null if there is no file. */
  readonly sha256: string | null;
}

/** A folder in a form that the project can read. */
export interface ReferenceDataset {
  /** For example `scin`; part of collection names. */
  readonly name: string;
  readonly licence: string;
  /** Digest over the tables' and the pictures' bytes: other contents, other version. */
  readonly version: string;
  readonly caseCount: number;
  /** Absolute paths of all pictures that lie in the folder, whether a case names them or not. */
  readonly pictureFiles: readonly string[];
  cases(): AsyncIterable<ReferenceCase>;
}
