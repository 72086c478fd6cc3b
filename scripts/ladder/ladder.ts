/**
 * `npm run ladder`: who is asked when nobody acknowledges an escalation, and how soon, in the database of DATABASE_URL (else of
 * the data folder's). With arguments (see ladder-command.ts) it changes that first.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { PrismaClient } from '../../src/generated/prisma/client';
import { useEngine } from '../engines/use-engine';
import { describeLadder } from './describe-ladder';
import { runLadderCommand } from './ladder-command';

async function run(databaseUrl: string): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  try {
    await runLadderCommand({ prisma, newId }, process.argv.slice(2));
    for (const line of await describeLadder(prisma)) console.log(line);
  } finally {
    await prisma.$disconnect();
  }
}

useEngine(process.env, 'DATABASE_URL', run).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
