#!/usr/bin/env node
/**
 * Prisma's schema engine without its native binary, which is fetched from a host that many networks do not reach. It
 * speaks the binary's protocol (JSON-RPC, one message a line, on standard input and output) and hands the work to the
 * same engine compiled to WebAssembly. Prisma runs it where PRISMA_SCHEMA_ENGINE_BINARY names it; see cli.cjs.
 * Known difference: a failing migration shows PostgreSQL's own error instead of P3018.
 */
'use strict';
const { readFileSync } = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const { pathToFileURL } = require('node:url');
const { parseArgs } = require('node:util');
const { bindMigrationAwareSqlAdapterFactory } = require('@prisma/driver-adapter-utils');
const { enginesVersion } = require('@prisma/engines-version');
const pg = require('pg');
const { createAdapterFactory, execute, parseAddress } = require('./schema-engine/adapter.cjs');
const { describeAccessError, describeError, unwrap } = require('./schema-engine/errors.cjs');

const RPC_ERROR = 4466;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true, default: [] },
    datasource: { type: 'string', default: '{}' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
});
const datasource = JSON.parse(flags.datasource);

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

/** The native engine logs to standard error, one JSON object a line; Prisma reads its errors from there. */
function log(level, message, fields) {
  const entry = { timestamp: new Date().toISOString(), level, fields: { message, ...fields } };
  process.stderr.write(`${JSON.stringify({ ...entry, target: 'schema_engine::logger' })}\n`);
}

async function loadWebAssembly() {
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  const glue = await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href);
  const program = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(program, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

let adapters = null;
let enginePromise = null;
function engine() {
  return (enginePromise ??= (async () => {
    const SchemaEngine = await loadWebAssembly();
    adapters = createAdapterFactory(datasource);
    const datamodels = flags.datamodels.map((file) => [file, readFileSync(file, 'utf8')]);
    return SchemaEngine.new(
      { datamodels: datamodels.length > 0 ? datamodels : undefined },
      (entry) => log('INFO', typeof entry === 'string' ? entry : JSON.stringify(entry)),
      bindMigrationAwareSqlAdapterFactory(adapters.factory),
    );
  })());
}

/** Methods that the WebAssembly engine lacks or names otherwise; all others go to it as they come. */
const methods = {
  async createDatabase() {
    const { database, maintenanceUrl } = parseAddress(datasource.url);
    await execute(maintenanceUrl, `CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    return { databaseName: database };
  },
  getDatabaseVersion: async () => (await engine()).version(null),
  ensureConnectionValidity: async (params) => (await engine()).ensureConnectionValidity(params ?? {}),
  async diff(params) {
    const { stdout, ...result } = await (await engine()).diff(params);
    // The native engine prints a difference through its client.
    if (stdout != null) {
      send({ id: 'print', method: 'print', params: { content: stdout.replace(/\n$/, '') } });
    }
    return { ...result, stdout: null };
  },
};

async function answer({ id, method, params }) {
  try {
    const own = methods[method];
    const result = own ? await own(params) : await (await engine())[method](params);
    send({ id, result: result ?? null });
  } catch (error) {
    const data = describeError(unwrap(error, adapters?.factory), datasource.url);
    send({ id, error: { code: RPC_ERROR, message: 'See the data field.', data } });
  }
}

/** `cli can-connect-to-database` and `cli create-database`: one question, the exit status is the answer. */
async function answerOnce(command) {
  log('INFO', 'Starting'); // Prisma skips the first line
  try {
    if (command === 'create-database') await methods.createDatabase();
    else if (command === 'can-connect-to-database')
      await execute(parseAddress(datasource.url).url, 'SELECT 1');
    else throw new Error(`unknown command ${command}`);
    log('INFO', 'done');
  } catch (error) {
    const { message, error_code } = describeAccessError(error, datasource.url);
    log('ERROR', message, { error_code, is_panic: false });
    process.exitCode = 1;
  }
}

/** Answers in the order of the questions: migrations must not overtake one another. */
function serve() {
  const input = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
  let last = Promise.resolve();
  input.on('line', (line) => {
    const message = JSON.parse(line);
    if (message.method) last = last.then(() => answer(message));
  });
  input.on('close', () => last.finally(() => adapters?.dropShadows()).finally(() => process.exit()));
}

if (flags.version) console.log(`schema-engine-cli ${enginesVersion.split('.').pop()}`);
else if (positionals[0] === 'cli') void answerOnce(positionals[1]);
else serve();
