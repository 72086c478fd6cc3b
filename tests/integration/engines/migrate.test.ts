import { Client } from 'pg';
import { migrateDeploy } from '../../../scripts/prisma/migrate';
import { requireTestEnv, TestEnv } from '../../support/engines';

const DATABASE = 'migrate_test';

function urlOf(database: string): string {
  const url = new URL(requireTestEnv(TestEnv.DATABASE_ADMIN_URL));
  url.pathname = `/${database}`;
  return url.toString();
}

async function query(database: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

afterAll(() => query('postgres', `DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`));

describe('migrateDeploy', () => {
  it('makes the database, brings it up to date, and leaves it alone after that', async () => {
    const applied = 'SELECT migration_name, started_at FROM _prisma_migrations ORDER BY started_at';
    await migrateDeploy(urlOf(DATABASE));
    const first = await query(DATABASE, applied);
    expect(first).not.toEqual([]);
    await migrateDeploy(urlOf(DATABASE));
    expect(await query(DATABASE, applied)).toEqual(first);
  });

  it('says in words why it could not', async () => {
    await expect(migrateDeploy('postgresql://nobody:x@127.0.0.1:1/none')).rejects.toThrow(
      /Can't reach database server at `127.0.0.1:1`/,
    );
  });
});
