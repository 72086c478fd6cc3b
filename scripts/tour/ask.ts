/**
 * `node dist/scripts/tour/ask.js [--as=TOKEN] [--var NAME=VALUE]… [--pick PATH] QUERY`: one request to the API, its answer
 * on the terminal. `--pick signIn.token` prints that value alone, for a shell variable. API_URL names another server.
 * Ends with status 1 when the API answered with errors.
 */
import { parseArgs } from 'node:util';
import { asReadableJson } from './readable-json';

interface ApiAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: unknown }[];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      var: { type: 'string', multiple: true, default: [] },
      pick: { type: 'string' },
    },
  });
  const [query] = positionals;
  if (query === undefined) throw new Error('A query is missing.');
  const { data, errors } = await ask(query, variablesOf(values.var), values.as);
  if (errors !== undefined) {
    console.log(
      asReadableJson({ errors: errors.map(({ message, extensions }) => ({ message, extensions })) }),
    );
    process.exitCode = 1;
  } else {
    console.log(values.pick === undefined ? asReadableJson(data) : String(at(data, values.pick)));
  }
}

async function ask(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  token?: string,
): Promise<ApiAnswer> {
  const response = await fetch(`${process.env.API_URL ?? 'http://localhost:8000'}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as ApiAnswer;
}

/** `version=3` is a number, everything else a text. */
function variablesOf(assignments: readonly string[]): Record<string, unknown> {
  const entries = assignments.map((assignment): [string, unknown] => {
    const [name = '', ...rest] = assignment.split('=');
    const value = rest.join('=');
    return [name, /^\d+$/.test(value) ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}

/** `case.escalations.0.id` in an answer; undefined where the path leads nowhere. */
function at(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], data);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
