import { type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { err, ok, type Result } from '../../domain';
import { AddressProblem } from '../delivery-words';
import { isPublicAddress } from './public-address';
import { type Resolve } from './resolve-name';

const MAX_URL_LENGTH = 2_048;
/** Below it, each port belongs to another service: of those, 443 alone is one that takes webhooks. */
const FIRST_FREE_PORT = 1_024;

export interface OutboundRules {
  /** True in development alone: plain http, and this machine and its neighbours. */
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
}

/** Where to connect, decided once: nobody looks the name up again. */
export interface CheckedUrl {
  readonly url: URL;
  /** One at least; each was looked at. */
  readonly addresses: readonly LookupAddress[];
}

/**
 * Guards against being made to talk to what only this house can reach. Every address of the name must be public: one
 * that is not among many is what an attacker would wait for.
 */
export async function checkUrl(
  text: string,
  { allowPrivate, resolve }: OutboundRules,
): Promise<Result<CheckedUrl, AddressProblem>> {
  const url = readUrl(text, allowPrivate);
  if (url === null) return err(AddressProblem.MALFORMED);
  if (!allowPrivate && !isWebPort(url)) return err(AddressProblem.FORBIDDEN_ADDRESS);
  const addresses = await addressesOf(url, resolve);
  if (addresses.length === 0) return err(AddressProblem.UNRESOLVABLE);
  if (!allowPrivate && !addresses.every((found) => isPublicAddress(found.address)))
    return err(AddressProblem.FORBIDDEN_ADDRESS);
  return ok({ url, addresses });
}

/** Null for what is no https URL, or carries a name and a password. */
function readUrl(text: string, allowHttp: boolean): URL | null {
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text)) return null;
  const url = new URL(text);
  // Never sent: with another one it would be the same address.
  url.hash = '';
  const isAllowed = url.protocol === 'https:' || (allowHttp && url.protocol === 'http:');
  return isAllowed && url.username === '' && url.password === '' ? url : null;
}

/** "" stands for the protocol's own. */
function isWebPort({ port }: URL): boolean {
  return port === '' || Number(port) >= FIRST_FREE_PORT;
}

async function addressesOf({ hostname }: URL, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  if (family !== 0) return [{ address: literal, family }];
  return resolve(hostname).catch(() => []);
}
