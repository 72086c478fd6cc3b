/** The door of embedding/: pictures become unit vectors, by a model that is known by its digest. */
export { createEmbedder, type Embedder } from './embedder';
export { EmbeddingSetupError, loadManifest, type ModelManifest } from './manifest';
export { ResizeKernel, ResizeMode } from './resize';
export { EmbeddingDevice, ExecutionProvider } from './device';
export { EmbeddingBusyError, type BatchObserver } from './micro-batcher';
export { vectorSpaceOf } from './vector-space';
