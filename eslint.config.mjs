// The house rules that a machine can hold: types, pure domain, rooms entered by their doors, no circles.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import prettier from 'eslint-config-prettier';
import { readdirSync } from 'node:fs';

/** Arrows point down: which rooms a room may import. docs/architecture.md draws the same; a test holds the two together. */
const ARROWS = {
  domain: [],
  time: [],
  decoding: [],
  privacy: [],
  graphql: ['domain'],
  observability: ['time'],
  config: ['domain', 'privacy'],
  jobs: ['observability'],
  speech: ['domain'],
  'language-model': ['domain', 'time'],
  retrieval: ['domain', 'time'],
  identity: ['domain', 'graphql', 'time'],
  imaging: ['decoding', 'domain', 'identity', 'privacy', 'time'],
  embedding: ['decoding'],
  cases: ['domain', 'graphql', 'identity', 'observability', 'privacy', 'time'],
  conversation: ['cases', 'domain', 'graphql', 'identity', 'imaging', 'jobs', 'time'],
  assessment: [
    'cases',
    'conversation',
    'domain',
    'embedding',
    'graphql',
    'identity',
    'jobs',
    'language-model',
    'retrieval',
    'time',
  ],
  escalation: ['cases', 'domain', 'graphql', 'identity', 'observability', 'time'],
  delivery: ['domain', 'escalation', 'graphql', 'identity', 'jobs', 'observability', 'privacy', 'time'],
  server: ['domain', 'graphql', 'imaging', 'observability'],
};

/** Puts the others together, so that it may import each of them; only main.ts imports it. */
const TOP = 'composition';

const rooms = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'generated')
  .map((entry) => entry.name);

/** A room that is not in the table may import none. */
const arrows = rooms
  .filter((room) => room !== TOP)
  .map((room) => ({
    target: `./src/${room}`,
    from: rooms
      .filter((other) => other !== room && !(ARROWS[room] ?? []).includes(other))
      .map((other) => `./src/${other}`),
    message: `No arrow leads there from ${room}/: see ARROWS in eslint.config.mjs.`,
  }));

/** From outside, only src/<room>/index.ts may be imported. */
const doors = rooms.map((room) => ({
  target: [`./src/!(${room}|generated)/**/*.ts`, './src/main.ts'],
  from: `./src/${room}`,
  except: ['./index.ts'],
  message: `Enter ${room}/ by its door: import from '../${room}'.`,
}));

/** The parts of the domain in the order in which they build on each other: each may import those before it. */
const DOMAIN_PARTS = [
  'findings',
  'case',
  'language',
  'red-flags',
  'interview',
  'conversation',
  'evidence',
  'wording',
  'model-view',
];

const partsInOrder = DOMAIN_PARTS.map((part, place) => ({
  target: `./src/domain/${part}`,
  from: ['./src/domain/index.ts', ...DOMAIN_PARTS.slice(place + 1).map((later) => `./src/domain/${later}`)],
  message: `${part}/ builds on the parts before it alone: see DOMAIN_PARTS in eslint.config.mjs.`,
}));

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', '.data/**', 'src/generated/**', 'node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
      // Without these two it does not look into what a TypeScript file imports, and finds no circle.
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'import-x/no-cycle': 'error',
      'import-x/no-duplicates': ['error', { 'prefer-inline': true }],
      'import-x/no-restricted-paths': ['error', { zones: [...doors, ...arrows, ...partsInOrder] }],
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'domain/ imports nothing from outside.' }] },
      ],
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'fetch', 'Buffer'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The time is passed in.' },
        { object: 'Math', property: 'random', message: 'Chance is passed in.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The time is passed in.',
        },
      ],
    },
  },
  {
    // type-graphql reads parameter types at run time: what a decorator sees must be a value import.
    files: ['src/**/*.resolver.ts', 'src/**/*.types.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: {
        module: 'readonly',
        require: 'readonly',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        WebAssembly: 'readonly',
      },
    },
  },
  prettier,
);
