import { parseArgs } from 'node:util';
import { type PrismaClient } from '../../src/generated/prisma/client';
import { changeFacility } from './change-facility';
import { changePool } from './change-pool';

export interface LadderDeps {
  readonly prisma: PrismaClient;
  readonly newId: () => string;
}

const USAGE = `Usage:
  npm run ladder
  npm run ladder -- pool NAME [--kind REGIONAL|PLATFORM] [--add EMAIL]... [--remove EMAIL]...
  npm run ladder -- facility NAME [--pool NAME | --pool none] [--time-zone ZONE] [--hours "1-5 08:00-17:00" | --hours always]
                                  [--minutes EMERGENCY=3]... [--minutes EMERGENCY=usual]...`;

/**
 * Does what the arguments say, all of it or nothing; without any, nothing. Throws an error in words for whoever typed them.
 * @param argv what stands behind the command's own name.
 */
export async function runLadderCommand(deps: LadderDeps, argv: readonly string[]): Promise<void> {
  const [subject, name, ...rest] = argv;
  if (subject === undefined) return;
  if (name === undefined || name.startsWith('-')) throw new Error(USAGE);
  if (subject === 'pool') await changePool(deps, name, poolOptions(rest));
  else if (subject === 'facility') await changeFacility(deps, name, facilityOptions(rest));
  else throw new Error(USAGE);
}

function poolOptions(args: string[]) {
  const {
    kind,
    add = [],
    remove = [],
  } = parsed(() =>
    parseArgs({
      args,
      options: {
        kind: { type: 'string' },
        add: { type: 'string', multiple: true },
        remove: { type: 'string', multiple: true },
      },
    }),
  );
  return { kind: kind ?? null, add, remove };
}

function facilityOptions(args: string[]) {
  const values = parsed(() =>
    parseArgs({
      args,
      options: {
        pool: { type: 'string' },
        'time-zone': { type: 'string' },
        hours: { type: 'string' },
        minutes: { type: 'string', multiple: true },
      },
    }),
  );
  const { pool = null, 'time-zone': timeZone = null, hours = null, minutes = [] } = values;
  return { pool, timeZone, hours, minutes };
}

/** An option that is not there is answered with those that are. */
function parsed<T>(parse: () => { readonly values: T }): T {
  try {
    return parse().values;
  } catch {
    throw new Error(USAGE);
  }
}
