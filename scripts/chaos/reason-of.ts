/** Why something broke, in a word: an error's code, a socket's close code and reason, or the words of whatever else it was. */
export function reasonOf(thrown: unknown): string {
  if (Array.isArray(thrown)) return reasonOf(thrown[0]);
  if (typeof thrown !== 'object' || thrown === null) return 'unknown';
  const { code, reason, message, extensions, cause, error } = thrown as Partial<Record<string, unknown>>;
  const ofGraphQL = wordIn((extensions as { code?: unknown } | undefined)?.code);
  if (ofGraphQL !== '') return ofGraphQL;
  // The hint when to come back is another one for each socket.
  const closing = wordIn(reason).replace(/^\{.*\}$/, 'come back later');
  if (code !== undefined) return `${wordIn(code)} ${closing}`.trim();
  const inner = cause ?? error;
  return inner === undefined ? wordIn(message) : reasonOf(inner);
}

function wordIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
