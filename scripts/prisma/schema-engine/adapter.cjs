/**
 * Prisma's PostgreSQL adapter, made fit for migrations. The adapter is meant for queries; migrations need three things
 * more of it: one session (the migration lock belongs to a session), the internal type "char" (OID 18), and scripts sent
 * whole (the adapter splits at every semicolon, also inside $$ bodies and quotes).
 */
'use strict';
const { randomUUID } = require('node:crypto');
const pg = require('pg');
const { PrismaPg } = require('@prisma/adapter-pg');
const { ColumnTypeEnum } = require('@prisma/driver-adapter-utils');

const CHAR_OID = 18;
const TEXT_OID = 25;
/** Settings of a Prisma address that PostgreSQL's own protocol does not know. */
const PRISMA_SETTINGS = [
  'schema',
  'connection_limit',
  'pool_timeout',
  'pgbouncer',
  'socket_timeout',
  'statement_cache_size',
  'sslaccept',
];

/** Splits a Prisma address into what PostgreSQL needs: { url, schema, database, maintenanceUrl }. */
function parseAddress(address) {
  const url = new URL(address);
  const schema = url.searchParams.get('schema') ?? 'public';
  for (const setting of PRISMA_SETTINGS) url.searchParams.delete(setting);
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  return {
    url: url.toString(),
    schema,
    database: decodeURIComponent(url.pathname.slice(1)),
    maintenanceUrl: maintenance.toString(),
  };
}

/** Runs statements, one after another, on a connection of their own. */
async function execute(connectionString, ...statements) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Reads "char" columns as text and then names them characters again, as the native engine does. */
function readCharColumns(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  let charColumns = [];
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR_OID) continue;
      charColumns.push(index);
      field.dataTypeID = TEXT_OID;
    }
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}

function fitForMigrations(adapter) {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool);
  adapter.executeScript = async (script) => {
    try {
      await query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  readCharColumns(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolation) => {
    const transaction = await startTransaction(isolation);
    readCharColumns(transaction);
    return transaction;
  };
  return adapter;
}

const oneSession = (connectionString) => ({ connectionString, max: 1, idleTimeoutMillis: 0 });

/**
 * What the schema engine asks connections of. `dropShadows()` removes the shadow databases that it did not give back.
 * @param {{ url: string, shadowDatabaseUrl?: string }} datasource
 */
function createAdapterFactory(datasource) {
  const { url, schema, maintenanceUrl } = parseAddress(datasource.url);
  const factory = new PrismaPg(oneSession(url), { schema });
  const connect = factory.connect.bind(factory);
  const shadows = new Set();

  async function createShadow() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const identifier = pg.escapeIdentifier(name);
    await execute(maintenanceUrl, `CREATE DATABASE ${identifier}`);
    const shadowUrl = new URL(url);
    shadowUrl.pathname = `/${name}`;
    const pool = new pg.Pool(oneSession(shadowUrl.toString()));
    const adapter = fitForMigrations(await new PrismaPg(pool, { schema }).connect());
    adapter.dispose = async () => {
      shadows.delete(adapter);
      await pool.end();
      await execute(maintenanceUrl, `DROP DATABASE IF EXISTS ${identifier}`);
    };
    shadows.add(adapter);
    return adapter;
  }

  factory.connect = async () => fitForMigrations(await connect());
  factory.connectToShadowDb = async () => {
    if (!datasource.shadowDatabaseUrl) return createShadow();
    const shadow = parseAddress(datasource.shadowDatabaseUrl);
    return fitForMigrations(await new PrismaPg(oneSession(shadow.url), { schema: shadow.schema }).connect());
  };
  const dropShadows = async () => {
    for (const shadow of shadows) await shadow.dispose();
  };
  return { factory, dropShadows };
}

module.exports = { createAdapterFactory, execute, parseAddress };
