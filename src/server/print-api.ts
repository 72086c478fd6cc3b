import { printSchema } from 'graphql';
import { type ResolverClass } from '../graphql';
import { buildApi } from './build-schema';

/** The schema of these resolvers in SDL, each type in the order of its declaration: that of urgency has a meaning. */
export function printApi(resolvers: readonly ResolverClass[]): string {
  return `${printSchema(buildApi(resolvers).schema)}\n`;
}
