import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'pg';
import { databaseUrl, serveMeasurements } from './measured-child';

/** The least that a mutation which keeps anything can do: Apollo Server, no sign-in, one row. */
async function main(): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl() });
  await pool.query('CREATE TABLE IF NOT EXISTS bench_said (id bigserial PRIMARY KEY, text text NOT NULL)');
  const server = new ApolloServer({
    typeDefs: 'type Query { ready: Boolean! } type Mutation { say(text: String!): ID! }',
    resolvers: {
      Mutation: {
        say: async (_parent: unknown, { text }: { text: string }): Promise<string> => {
          const added = await pool.query<{ id: string }>(
            'INSERT INTO bench_said (text) VALUES ($1) RETURNING id',
            [text],
          );
          return added.rows[0]?.id ?? '';
        },
      },
    },
  });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  serveMeasurements({ port: Number(new URL(url).port), path: '/' });
}

void main();
