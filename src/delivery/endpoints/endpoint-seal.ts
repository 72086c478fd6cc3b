import { createHmac } from 'node:crypto';
import { type Keyring, open, seal } from '../../privacy';

/** A column that holds something sealed. */
type SealedColumn = 'address' | 'secret';
type Bytes = Uint8Array<ArrayBuffer>;

/** Addresses and secrets are stored sealed: whoever reads the database can neither post as us nor write to anybody. */
export interface EndpointSeal {
  seal(endpointId: string, column: SealedColumn, plain: string): Bytes;
  /** Throws SealBrokenError for what was damaged or belongs to another endpoint. */
  open(endpointId: string, column: SealedColumn, sealed: Uint8Array): string;
  /** Tells whether two addresses are the same, and nothing about either. */
  digest(address: string): Bytes;
}

/** Under keys of this purpose, each value bound to its endpoint and column. */
export function createEndpointSeal(keyring: Pick<Keyring, 'deriveKey'>): EndpointSeal {
  const key = keyring.deriveKey('delivery-endpoints');
  const digestKey = keyring.deriveKey('delivery-endpoint-digest');
  const contextOf = (endpointId: string, column: SealedColumn): string => `endpoint/${endpointId}/${column}`;
  return {
    seal: (endpointId, column, plain) =>
      new Uint8Array(seal(key, Buffer.from(plain), contextOf(endpointId, column))),
    open: (endpointId, column, sealed) =>
      open(key, Buffer.from(sealed), contextOf(endpointId, column)).toString(),
    digest: (address) => new Uint8Array(createHmac('sha256', digestKey).update(address).digest()),
  };
}
