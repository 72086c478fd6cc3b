/** Says PostgreSQL's and the network's errors in the codes that Prisma's command line knows. */
'use strict';
const { parseAddress } = require('./adapter.cjs');

const PRISMA_CODES = {
  '28P01': 'P1000',
  28000: 'P1000',
  '3D000': 'P1003',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ETIMEDOUT: 'P1001',
};
const UNKNOWN_ACCESS_ERROR = 'P1010';

/** An error thrown inside the adapter reaches us as a number; the adapter's registry holds the error itself. */
function unwrap(error, factory) {
  const registered = /External error id#(\d+)/.exec(error?.message ?? '');
  if (registered === null) return error;
  const entry = factory?.errorRegistry?.consumeError?.(Number(registered[1]));
  return entry?.error ?? entry ?? error;
}

function describeAccessError(error, address) {
  const code = PRISMA_CODES[error.code] ?? UNKNOWN_ACCESS_ERROR;
  const { hostname, port, username } = new URL(address);
  const messages = {
    P1000: `Authentication failed against the database server (${username}@${hostname})`,
    P1001: `Can't reach database server at \`${hostname}:${port || 5432}\``,
    P1003: `Database \`${parseAddress(address).database}\` does not exist`,
  };
  return { error_code: code, message: messages[code] ?? String(error.message ?? error) };
}

/** The `data` member of a JSON-RPC error, as Prisma's command line reads it. */
function describeError(error, address) {
  const code = typeof error?.code === 'string' ? error.code : null;
  if (code === null) return { is_panic: false, message: String(error?.message ?? error) };
  if (/^P\d/.test(code)) {
    return { is_panic: false, error_code: code, message: error.message, meta: error.meta ?? null };
  }
  return { is_panic: false, ...describeAccessError(error, address) };
}

module.exports = { describeAccessError, describeError, unwrap };
