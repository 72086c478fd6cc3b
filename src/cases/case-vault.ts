import { type Keyring, open, seal } from '../privacy';

/** What is sealed besides media, whose field is their key. A name is for good: what was sealed under it is bound to it. */
export const SealedField = {
  CALLBACK_REFERENCE: 'callback',
  UTTERANCE: 'utterance',
  EVENT: 'event',
  MODEL_ANSWER: 'model-answer',
} as const;

/** Seals and opens what one case keeps secret. Whoever has no vault (an erased case) can open nothing. */
export interface CaseVault {
  /** `field` is bound in: what was sealed as one field opens as no other, and in no other case. */
  seal(plaintext: string, field: string): Uint8Array<ArrayBuffer>;
  open(sealed: Uint8Array, field: string): string;
  sealBytes(plaintext: Uint8Array, field: string): Buffer;
  openBytes(sealed: Uint8Array, field: string): Buffer;
}

/** The vault of the case whose data key this is. */
export function createCaseVault(caseId: string, dataKey: Buffer): CaseVault {
  const context = (field: string): string => `case/${caseId}/${field}`;
  const sealBytes = (plaintext: Uint8Array, field: string): Buffer =>
    seal(dataKey, Buffer.from(plaintext), context(field));
  const openBytes = (sealed: Uint8Array, field: string): Buffer =>
    open(dataKey, Buffer.from(sealed), context(field));
  return {
    sealBytes,
    openBytes,
    seal: (plaintext, field) => new Uint8Array(sealBytes(Buffer.from(plaintext, 'utf8'), field)),
    open: (sealed, field) => openBytes(sealed, field).toString('utf8'),
  };
}

/** A vault with a key that nobody keeps: what it seals is unreadable from the start. For events about an erased case. */
export function createForgetfulVault(caseId: string, keyring: Keyring): CaseVault {
  return createCaseVault(caseId, keyring.newDataKey().dataKey);
}
