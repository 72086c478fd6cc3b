#!/usr/bin/env node
/**
 * Prisma's command line with the schema engine that this machine has: the native one if it was downloaded with the
 * package, else the WebAssembly one. Usage: `node scripts/prisma/cli.cjs migrate deploy`.
 */
'use strict';
const { readdirSync } = require('node:fs');
const path = require('node:path');

function hasNativeEngine() {
  const folder = path.dirname(require.resolve('@prisma/engines/package.json'));
  return readdirSync(folder).some((name) => name.startsWith('schema-engine-'));
}

process.env.CHECKPOINT_DISABLE ??= '1'; // no call home
if (process.env.PRISMA_SCHEMA_ENGINE_BINARY === undefined && !hasNativeEngine()) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY = path.join(__dirname, 'schema-engine.cjs');
}
require('prisma/build/index.js');
