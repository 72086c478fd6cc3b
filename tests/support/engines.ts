import type { EnginesHost } from '../../scripts/engines/start-engines-host';

/** What global-setup leaves for the test files; their own names, so that nothing meant for a server is picked up. */
export const TestEnv = {
  DATABASE_ADMIN_URL: 'TEST_DATABASE_ADMIN_URL',
  REDIS_URL: 'TEST_REDIS_URL',
  CHROMA_URL: 'TEST_CHROMA_URL',
} as const;

/** A migrated database that nobody connects to: every test file gets its own copy. */
export const TEMPLATE_DATABASE = 'template_migrated';

declare global {
  // Jest hands nothing from its setup to its teardown but the global object.
  var testEnginesHost: EnginesHost | undefined;
}

/** A variable that global-setup sets. Throws where a test runs outside a project that starts engines. */
export function requireTestEnv(name: (typeof TestEnv)[keyof typeof TestEnv]): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: this test belongs in integration, contract or e2e`);
  return value;
}
