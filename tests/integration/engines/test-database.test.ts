import { Client } from 'pg';
import { createTestDatabase } from '../../support/database';

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('gives each caller a migrated database that nobody else writes to', async () => {
    const [mine, yours] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const migrations = 'SELECT count(*)::int AS count FROM _prisma_migrations WHERE finished_at IS NOT NULL';
    expect(await query(yours.url, migrations)).toEqual(await query(mine.url, migrations));
    expect(await query(mine.url, migrations)).not.toEqual([{ count: 0 }]);

    await query(mine.url, 'CREATE TABLE only_mine ()');
    expect(await query(yours.url, "SELECT to_regclass('only_mine') AS found")).toEqual([{ found: null }]);

    await Promise.all([mine.drop(), yours.drop()]);
    await expect(query(mine.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });
});
