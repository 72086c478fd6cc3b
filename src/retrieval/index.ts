/** The door of retrieval/: labelled reference cases, how they are loaded, and those that resemble a patient's. */
export { createChromaIndex } from './adapters/chroma/chroma-index';
export { createMemoryIndex } from './adapters/memory-index';
export { loadConditionTable } from './condition-table';
export { createQualityTally, NOT_KNOWN, type QualityReport, type QualitySummary } from './data-quality';
export { CHECKSUMS_FILE, formatChecksums, readChecksums, sha256OfFile } from './datasets/checksums';
export { readCsv } from './datasets/csv-table';
export { openDataset } from './datasets/open-dataset';
export { PAD_CONDITIONS } from './datasets/pad-ufes-20';
export { eachAtOnce } from './each-at-once';
export {
  createRetriever,
  RetrievalFailure,
  type RetrievalUnavailable,
  type Retriever,
  type SearchOutcome,
} from './find-similar';
export { FINDINGS_DIMENSION, findingsVector } from './findings-vector';
export { type LoadProgress } from './add-sets';
export { buildIndex, type LoadDeps, type LoadReport } from './build-index';
export { findLoaded, loadReference } from './load-reference';
export { activateIndex, activatePrevious, removeIndex, SwitchProblem } from './switch-index';
export { createReferencePictures } from './reference-pictures';
export { SkipReason } from './reference-records';
export { type ReferenceCase, type ReferenceDataset } from './reference-case';
export { type IndexDescription, type IndexedModel } from './index-description';
export { type CatalogueEntry, type IndexEngine, type IndexPointer } from './index-catalogue';
export { type ReferenceIndex } from './reference-index';
export { ENCODED_SIGNS, SCIN_SIGN_GROUPS } from './scin-codes';
export { type OfEachKind, type SimilarCases, type SimilarityQuery } from './search-index';
export { acceptsCase, type AcceptsCase, type SimilarityFilter } from './similarity-filter';
