import { open, seal, type Keyring } from '../privacy';
import { type MediaStore } from './media-store';

/** Where one file of a case lies, and the key that everything of this case is sealed with. */
export interface MediaLocation {
  readonly caseId: string;
  /** An image's or a recording's id. */
  readonly mediaId: string;
  /** The case's data key as it is stored, wrapped. */
  readonly wrappedDataKey: Buffer;
}

/** The pictures and recordings of cases, sealed on their way in and opened on their way out. */
export interface CaseMedia {
  putSealed(location: MediaLocation, bytes: Buffer): Promise<void>;
  /** null if there is none (any more). Throws SealBrokenError if it was damaged or belongs to another case or id. */
  getOpened(location: MediaLocation): Promise<Buffer | null>;
  delete(location: Pick<MediaLocation, 'caseId' | 'mediaId'>): Promise<void>;
  /** Everything of a case that is erased. */
  deleteCase(caseId: string): Promise<void>;
}

export function createCaseMedia(deps: {
  readonly store: MediaStore;
  readonly keyring: Pick<Keyring, 'unwrap'>;
}): CaseMedia {
  const { store, keyring } = deps;
  return {
    async putSealed(location, bytes) {
      const key = keyOf(location);
      await store.put(key, seal(keyring.unwrap(location.wrappedDataKey), bytes, key));
    },
    async getOpened(location) {
      const key = keyOf(location);
      const sealed = await store.get(key);
      return sealed && open(keyring.unwrap(location.wrappedDataKey), sealed, key);
    },
    delete: (location) => store.delete(keyOf(location)),
    deleteCase: (caseId) => store.deleteFolder(folderOf(caseId)),
  };
}

/** The key is the seal's context too: a file that is moved to another case or id does not open there. */
function keyOf({ caseId, mediaId }: Pick<MediaLocation, 'caseId' | 'mediaId'>): string {
  return `${folderOf(caseId)}/${mediaId}`;
}

function folderOf(caseId: string): string {
  return `cases/${caseId}`;
}
