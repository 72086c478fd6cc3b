import { type IndexEngine } from '../../index-catalogue';
import { createCatalogue } from './catalogue';
import { createCollectionStore } from './collection-store';
import { openCollections } from './collections';
import { createSearch } from './search';

/** The index on a Chroma server. `chromaUrl`: for example http://127.0.0.1:8001. */
export function createChromaIndex(chromaUrl: string): IndexEngine {
  const collections = openCollections(chromaUrl);
  const catalogue = createCatalogue(collections);
  return {
    ...createSearch(collections),
    ...createCollectionStore(collections),
    ...catalogue,
    async readActive(vectorSpace) {
      return (await catalogue.readPointer(vectorSpace))?.active ?? null;
    },
  };
}
