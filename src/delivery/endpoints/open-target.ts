import { type DeliveryEndpoint, type DeliverySecret } from '../../generated/prisma/client';
import { type DeliveryTarget } from '../channel';
import { type EndpointSeal } from './endpoint-seal';

/** An endpoint as it is stored. */
export type SealedEndpoint = DeliveryEndpoint & { readonly secrets: readonly DeliverySecret[] };

/** What a channel needs to know of it. Throws SealBrokenError if the row was tampered with. */
export function openTarget(row: SealedEndpoint, seal: EndpointSeal, now: Date): DeliveryTarget {
  const valid = row.secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const newestFirst = valid.sort((a, b) => (a.id < b.id ? 1 : -1));
  return {
    endpointId: row.id,
    address: seal.open(row.id, 'address', row.address),
    secrets: newestFirst.map(({ sealed }) => seal.open(row.id, 'secret', sealed)),
  };
}
