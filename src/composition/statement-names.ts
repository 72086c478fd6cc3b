/** Statements that PostgreSQL keeps a plan for, per connection. Ours are far fewer; the rest are planned each time. */
const MAX_NAMED = 500;

/**
 * Names for prepared statements, one for each distinct SQL text: planning the page of cases takes PostgreSQL longer than
 * running it. For Prisma's `statementNameGenerator`. The empty name means: do not keep it.
 */
export function createStatementNames(maxNamed = MAX_NAMED): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= maxNamed) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
