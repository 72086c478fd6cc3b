import { createQueueDatabase, type QueueDatabase } from '../../../src/jobs/queue-database';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { startDyingPostgres } from '../../support/dying-postgres';
import { startPausableProxy } from '../../support/pausable-proxy';

describe("the queue's connections", () => {
  let database: TestDatabase;
  let queue: QueueDatabase;
  const onOutage = jest.fn();

  beforeAll(async () => {
    database = await createTestDatabase();
    queue = createQueueDatabase(database.url, onOutage);
    await queue.executeSql('CREATE SEQUENCE attempt');
  });

  afterAll(async () => {
    await queue.close();
    await database.drop();
  });

  it('try a statement again whose connection was lost', async () => {
    const cutOffTwice = `SELECT pg_terminate_backend(pg_backend_pid()) WHERE nextval('attempt') < 3`;
    expect(await queue.executeSql(cutOffTwice)).toMatchObject({ rows: [] });
    expect(onOutage).toHaveBeenCalledTimes(2);
  });

  it('report a mistake at once, and are clean afterwards', async () => {
    await expect(queue.executeSql('BEGIN; SELECT 1/0; COMMIT')).rejects.toThrow('division by zero');
    expect(await queue.executeSql('SELECT 1 AS one')).toMatchObject({ rows: [{ one: 1 }] });
  });

  it('try a statement again that nobody heard', async () => {
    const url = new URL(database.url);
    const proxy = await startPausableProxy(Number(url.port));
    url.port = String(proxy.port);
    const stranded = createQueueDatabase(url.toString(), onOutage, { connectMs: 1_000, statementMs: 500 });
    await stranded.executeSql('SELECT 1');
    proxy.strand();
    expect(await stranded.executeSql('SELECT 1 AS one')).toMatchObject({ rows: [{ one: 1 }] });
    await stranded.close();
    await proxy.close();
  });

  it.each(['when connected', 'when answered'] as const)(
    'outlive a server that dies in the same breath %s',
    async (moment) => {
      const dying = await startDyingPostgres(moment);
      const bereft = createQueueDatabase(dying.url, onOutage);
      await bereft.executeSql('SELECT 1');
      expect(await bereft.executeSql('SELECT 1')).toMatchObject({ rows: [] });
      expect(dying.connections()).toBe(2);
      await bereft.close();
      await dying.close();
    },
  );
});
