/** One project per kind of test; the engines that integration and e2e need are started once by globalSetup. */
const common = {
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|js|cjs)$': ['@swc/jest'] },
  // eld and franc ship ES modules only; everything else is CommonJS.
  transformIgnorePatterns: [
    '/node_modules/(?!(eld|franc|trigram-utils|n-gram|collapse-white-space|jose|uuid)/)',
    '/src/generated/',
  ],
  setupFiles: ['reflect-metadata'],
};
const withEngines = {
  ...common,
  setupFiles: ['reflect-metadata', '<rootDir>/tests/support/use-worker-database.ts'],
};
module.exports = {
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/tests/unit/**/*.test.ts'] },
    { ...common, displayName: 'property', testMatch: ['<rootDir>/tests/property/**/*.test.ts'] },
    { ...withEngines, displayName: 'contract', testMatch: ['<rootDir>/tests/contract/**/*.test.ts'] },
    { ...withEngines, displayName: 'integration', testMatch: ['<rootDir>/tests/integration/**/*.test.ts'] },
    { ...withEngines, displayName: 'e2e', testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'] },
  ],
  collectCoverageFrom: ['src/**/*.ts', '!src/generated/**'],
  coverageDirectory: 'coverage',
};
