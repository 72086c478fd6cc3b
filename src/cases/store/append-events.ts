import { createHash, createHmac } from 'node:crypto';
import { type CaseEvent, type TriageCase } from '../../domain';
import { type CaseVault, SealedField } from '../case-vault';
import { type Transaction } from './transact';

/** What the key of the chains is derived for. */
export const CHAIN_KEY_PURPOSE = 'event-chain';

/** What an event's link in the chain vouches for; the payload only by its digest, so that erasure leaves it provable. */
interface ChainLink {
  readonly caseId: string;
  readonly caseSequence: number;
  readonly kind: string;
  readonly actor: string;
  readonly summary: string;
  readonly at: Date;
  readonly payload: Uint8Array;
}

/** HMAC-SHA-256 over the event before and over what this one says. */
export function chainHash(
  chainKey: Uint8Array,
  previous: Uint8Array | null,
  link: ChainLink,
): Uint8Array<ArrayBuffer> {
  const digest = createHash('sha256').update(link.payload).digest('hex');
  const said = [
    link.caseId,
    link.caseSequence,
    link.kind,
    link.actor,
    link.summary,
    link.at.toISOString(),
    digest,
  ];
  const hash = createHmac('sha256', chainKey)
    .update(previous ?? new Uint8Array())
    .update(JSON.stringify(said))
    .digest();
  return new Uint8Array(hash);
}

/** Appends events to a case whose row the caller holds locked, so that the chain has one writer at a time. */
export async function appendEvents(
  tx: Transaction,
  deps: { chainKey: Uint8Array; newId: () => string; vault: CaseVault },
  triageCase: TriageCase,
  events: readonly CaseEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const last = await tx.caseEvent.findFirst({
    where: { caseId: triageCase.id },
    orderBy: { caseSequence: 'desc' },
    select: { caseSequence: true, chainHash: true },
  });
  let previous: Uint8Array | null = last?.chainHash ?? null;
  const rows = events.map((event, index) => {
    const { kind, actor, summary, at, escalation } = event;
    const payload = deps.vault.seal(JSON.stringify(event.payload), SealedField.EVENT);
    const link = {
      caseId: triageCase.id,
      caseSequence: (last?.caseSequence ?? 0) + 1 + index,
      kind,
      actor,
      summary,
      at,
      payload,
    };
    const hash = chainHash(deps.chainKey, previous, link);
    previous = hash;
    return {
      ...link,
      id: deps.newId(),
      facilityId: triageCase.facilityId,
      chainHash: hash,
      escalationId: escalation?.id ?? null,
      escalationKind: escalation?.kind ?? null,
      escalationStatus: escalation?.status ?? null,
      urgency: escalation?.urgency ?? null,
      tier: escalation?.tier ?? null,
    };
  });
  await tx.caseEvent.createMany({ data: rows });
}
