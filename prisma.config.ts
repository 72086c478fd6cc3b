import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Generating the client needs no database; an address that no server answers for can harm none.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://unset@127.0.0.1:5432/unset' },
});
