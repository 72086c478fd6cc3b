import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Global unicast (RFC 4291): whatever lies outside of it, known to anybody's tables or not, is no public address. */
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3');
/** Public by its number, and yet what a virtual machine's host answers on: Azure's WireServer. */
const HOST_SERVICES: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an IP address, as DNS gives it, belongs to the public internet: not private, loopback, link-local (where clouds
 * keep their metadata), unique-local, shared, multicast, reserved, nor one that carries such an address inside.
 */
export function isPublicAddress(address: string): boolean {
  const canonical = canonicalForm(address);
  if (canonical === null) return false;
  // An IPv4 address in IPv6's clothes is what it is underneath.
  const real = ipaddr.process(canonical);
  if (real.range() !== 'unicast' || HOST_SERVICES.has(real.toString())) return false;
  return real.kind() === 'ipv4' || real.match(GLOBAL_UNICAST_V6);
}

/** As the system itself reads it: `ipaddr.js` takes the dots of "::1.2.3.4" for an IPv4 address, which it is not. */
function canonicalForm(address: string): string | null {
  if (isIPv4(address)) return address;
  const url = `http://[${address}]/`;
  return isIPv6(address) && URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : null;
}
