/** Why something broke, in a word: an error's code, a socket's close code and reason, or the words of whatever else it was. */
export function reasonOf(thrown: unknown): string {
  if (Array.isArray(thrown)) return reasonOf(thrown[0]);
  if (typeof thrown !== 'object' || thrown === null) return 'unknown';
  const { code, reason, message, extensions, cause } = thrown as Partial<Record<string, unknown>>;
  if (typeof extensions === 'object' && extensions !== null && 'code' in extensions)
    return String(extensions.code);
  if (code !== undefined) return [code, reason].filter(Boolean).join(' ');
  return cause === undefined ? String(message) : reasonOf(cause);
}
