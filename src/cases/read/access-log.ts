import { type PrismaClient } from '../../generated/prisma/client';
import { type Clock } from '../../time';

/** Somebody's look at one case. */
export interface Look {
  /** As the trail names them: a role, and for staff their id. */
  readonly actor: string;
  readonly operation: string;
  readonly caseId: string;
}

export interface AccessLog {
  /** Awaited before anything is shown: what is not recorded is not seen. */
  record(looks: readonly Look[]): Promise<void>;
}

export function createAccessLog(deps: {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly newId: () => string;
}): AccessLog {
  return {
    async record(looks) {
      const at = deps.clock.now();
      await deps.prisma.accessLog.createMany({
        data: looks.map(({ actor, operation, caseId }) => ({
          id: deps.newId(),
          at,
          actor,
          operation,
          caseId,
        })),
      });
    },
  };
}
