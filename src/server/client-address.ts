import { type IncomingMessage } from 'node:http';

/** Whom a handshake came from, as Express tells it of requests: so many proxies in front are believed, and no more. */
export function clientAddressOf(
  {
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string } },
  trustedProxies: number,
): string {
  const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const steps = [socket.remoteAddress ?? '', ...told.map((step) => step.trim()).reverse()];
  const known = steps.filter((step) => step !== '');
  return known[Math.min(trustedProxies, known.length - 1)] ?? '';
}
