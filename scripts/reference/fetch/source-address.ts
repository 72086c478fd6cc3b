const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The address to fetch from, ending in a slash. Throws unless it is https, or http on this very machine. */
export function sourceAddress(text: string): URL {
  const url = new URL(text.endsWith('/') ? text : `${text}/`);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!isSafe) throw new Error(`${url.origin} is neither https nor http on this machine.`);
  return url;
}
