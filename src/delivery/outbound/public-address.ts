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
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6's clothes is what it is underneath.
  const real = ipaddr.process(address);
  if (real.range() !== 'unicast' || HOST_SERVICES.has(real.toString())) return false;
  return real.kind() === 'ipv4' || real.match(GLOBAL_UNICAST_V6);
}
