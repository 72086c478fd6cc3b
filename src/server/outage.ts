/** How a lost or refused connection looks, whichever client noticed it. */
const OUTAGE_CODES = new Set([
  // Node.js sockets
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Prisma: cannot reach, timed out, closed, pool exhausted, too many connections
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2037',
]);
/** PostgreSQL: connection exceptions, insufficient resources, server shutting down. */
const OUTAGE_SQLSTATE = /^(08|53|57P0)/;
const OUTAGE_NAMES = new Set([
  // node-redis
  'ClientClosedError',
  'ClientOfflineError',
  'ConnectionTimeoutError',
  'SocketClosedUnexpectedlyError',
  'ReconnectStrategyError',
  'DisconnectsClientError',
  'SocketTimeoutError',
]);
/** What Prisma's driver adapters report instead of a code. */
const OUTAGE_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
const MAX_DEPTH = 5;

/** Whether an error, or one that caused it, says that an engine cannot be reached: an outage, not a bug. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, kind, cause, errors } = error as Partial<
    Record<'code' | 'kind' | 'cause' | 'errors', unknown>
  >;
  if (typeof code === 'string' && (OUTAGE_CODES.has(code) || OUTAGE_SQLSTATE.test(code))) return true;
  if (typeof kind === 'string' && OUTAGE_KINDS.has(kind)) return true;
  if (OUTAGE_NAMES.has(error.constructor.name)) return true;
  const causes = Array.isArray(errors) ? [cause, ...(errors as unknown[])] : [cause];
  return causes.some((one) => isOutage(one, depth + 1));
}
