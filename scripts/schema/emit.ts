import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { API_RESOLVERS } from '../../src/composition/resolvers';
import { printApi } from '../../src/server';

/** Writes the schema that the code describes to schema/schema.graphql: `npm run schema:emit`. */
const target = resolve('schema/schema.graphql');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, printApi(API_RESOLVERS));
console.log('Wrote schema/schema.graphql');
