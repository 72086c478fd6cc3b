import { type LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';

/** All addresses of a name. Rejects where there are none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** A name server that says nothing is asked twice, which leaves most of an attempt's time to the receiver. */
const PATIENCE = { timeout: 1_500, tries: 2 } as const;

/** As this machine knows names, its own and those of its neighbours too. */
export const resolveLocally: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/**
 * As the name servers know names. Not by the system's own look-up, which has two threads for the whole process: two names that
 * nobody answers for, and anybody can make such, would hold up every other for as long as they are tried.
 * @param servers in place of the system's.
 */
export function createPublicResolve(servers?: readonly string[]): Resolve {
  const resolver = new Resolver(PATIENCE);
  if (servers !== undefined) resolver.setServers(servers);
  return async (hostname) => {
    const found = await Promise.allSettled([
      resolver.resolve4(hostname).then((addresses) => addresses.map((address) => ({ address, family: 4 }))),
      resolver.resolve6(hostname).then((addresses) => addresses.map((address) => ({ address, family: 6 }))),
    ]);
    const addresses = found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    if (addresses.length === 0) throw new Error('The name has no address.');
    return addresses;
  };
}
