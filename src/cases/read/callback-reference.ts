import { type BatchFn } from '../../graphql';
import { type PrismaClient } from '../../generated/prisma/client';
import { type AccessLog, type Look } from './access-log';

/** Opens what is sealed under a case's own key. */
export type OpenCallbackReference = (sealed: {
  readonly caseId: string;
  /** The case's data key, wrapped. */
  readonly dataKey: Uint8Array;
  readonly callbackReference: Uint8Array;
}) => string;

/** How facilities find their patients again. Each look is recorded first, whether or not there is anything to see. */
export function createCallbackReferenceBatch(deps: {
  readonly prisma: PrismaClient;
  readonly accessLog: AccessLog;
  readonly openCallbackReference: OpenCallbackReference;
}): BatchFn<Look, string> {
  return async (looks) => {
    await deps.accessLog.record(looks);
    const rows = await deps.prisma.triageCase.findMany({
      where: { id: { in: looks.map(({ caseId }) => caseId) } },
      select: { id: true, dataKey: true, callbackReference: true },
    });
    const opened = new Map<string, string>();
    for (const { id: caseId, dataKey, callbackReference } of rows) {
      if (dataKey === null || callbackReference === null) continue;
      opened.set(caseId, deps.openCallbackReference({ caseId, dataKey, callbackReference }));
    }
    return new Map(
      looks.flatMap((look) => {
        const reference = opened.get(look.caseId);
        return reference === undefined ? [] : [[look, reference]];
      }),
    );
  };
}
