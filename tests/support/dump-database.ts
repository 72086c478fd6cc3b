import { type PrismaClient } from '../../src/generated/prisma/client';

/** Every row of every table, as text; sealed bytes are decoded, so that nothing hides in them that was not sealed. */
export async function dumpDatabase(
  prisma: Pick<PrismaClient, '$queryRaw' | '$queryRawUnsafe'>,
): Promise<string> {
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname IN ('public', 'pgboss')`;
  const dumps = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await prisma.$queryRawUnsafe<{ row: unknown }[]>(
        `SELECT to_jsonb(t) AS row FROM ${name} t`,
      );
      return JSON.stringify(rows);
    }),
  );
  const text = dumps.join('\n');
  const bytes = [...text.matchAll(/\\\\x([0-9a-f]+)/g)].map(([, hex]) =>
    Buffer.from(hex ?? '', 'hex').toString('latin1'),
  );
  return [text, ...bytes].join('\n');
}
