const { readFileSync } = require('node:fs');

const swc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
// Jest runs no dynamic import of its own; Prisma's client and speech/ have some that are as good as a require.
const asRequire = { ...swc, swcrc: false, module: { type: 'commonjs', ignoreDynamic: false } };

/** One project per kind of test; the engines that integration and e2e need are started once by globalSetup. */
const common = {
  testEnvironment: 'node',
  transform: {
    '/src/(generated|speech)/.+\\.ts$': ['@swc/jest', asRequire],
    '^.+\\.(ts|js|cjs)$': ['@swc/jest'],
  },
  // These ship ES modules only; everything else is CommonJS.
  transformIgnorePatterns: [
    '/node_modules/(?!(eld|franc|trigram-utils|n-gram|collapse-white-space|jose|uuid)/)',
  ],
  // eld opens its entries to `import` alone, and jest asks by `require`.
  moduleNameMapper: { '^eld/large$': '<rootDir>/node_modules/eld/src/entries/static.large.js' },
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};
const withEngines = {
  ...common,
  setupFiles: ['reflect-metadata', '<rootDir>/tests/support/use-worker-database.ts'],
  // Of the project, not of the whole: jest runs them once, and only if one of these projects has a test to run.
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
};
module.exports = {
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/tests/unit/**/*.test.ts'] },
    { ...common, displayName: 'property', testMatch: ['<rootDir>/tests/property/**/*.test.ts'] },
    { ...withEngines, displayName: 'contract', testMatch: ['<rootDir>/tests/contract/**/*.test.ts'] },
    { ...withEngines, displayName: 'integration', testMatch: ['<rootDir>/tests/integration/**/*.test.ts'] },
    { ...withEngines, displayName: 'e2e', testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'] },
  ],
  // A worker is replaced once the test files before have left this much behind: in one process they filled its heap.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000, // jest reads it here alone, not per project
  // V8 counts by itself; instrumented code took twice the processor time of the tests.
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/generated/**'],
  coverageDirectory: 'coverage',
};
