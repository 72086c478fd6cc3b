import { type PrismaClient } from '../../generated/prisma/client';
import { type BatchFn, type Connection, type MediaType } from '../../graphql';
import { type ViewerType } from '../../identity';
import { type Clock } from '../../time';
import { type CaseEventType } from '../case-event.types';
import { type AccessLog, createAccessLog, type Look } from './access-log';
import { createCallbackReferenceBatch, type OpenCallbackReference } from './callback-reference';
import { type CaseBatches, createCaseBatches } from './case-batches';
import { createHistoryBatch, type HistoryRequest } from './case-history';
import { createReachedTier, type ReachedTier } from './reached-tier';

interface CaseReadingDeps {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly newId: () => string;
  /** An address for a stored picture that expires; see imaging/. */
  readonly signMediaUrl: (mediaKey: string) => MediaType;
  readonly openCallbackReference: OpenCallbackReference;
  /** Members of staff by id; see identity/. */
  readonly staffById: BatchFn<string, ViewerType>;
}

/** Everything that the resolvers of a case read with. Made once; the batches' identity is what loaders are kept by. */
export interface CaseReading extends CaseBatches {
  readonly prisma: PrismaClient;
  readonly accessLog: AccessLog;
  readonly tierReached: ReachedTier;
  readonly signMediaUrl: (mediaKey: string) => MediaType;
  readonly callbackReference: BatchFn<Look, string>;
  readonly history: BatchFn<HistoryRequest, Connection<CaseEventType>>;
  readonly staffById: BatchFn<string, ViewerType>;
}

export function createCaseReading(deps: CaseReadingDeps): CaseReading {
  const { prisma, signMediaUrl, staffById } = deps;
  const accessLog = createAccessLog(deps);
  return {
    ...createCaseBatches(prisma),
    prisma,
    accessLog,
    tierReached: createReachedTier(prisma),
    signMediaUrl,
    staffById,
    callbackReference: createCallbackReferenceBatch({ ...deps, accessLog }),
    history: createHistoryBatch(prisma),
  };
}
