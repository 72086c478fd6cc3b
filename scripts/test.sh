#!/usr/bin/env bash
# Runs every test on engines of its own, beside a running server if there is one, and leaves nothing behind.
# Usage: ./scripts/test.sh [jest arguments]   e.g. ./scripts/test.sh --selectProjects unit
# The last line counts: "N passed, N failed", and ", N skipped" if any were.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

./scripts/setup.sh

results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
# The environment of a developer's server is not the tests' business.
env -u APP_ENV -u DATABASE_URL -u REDIS_URL -u CHROMA_URL -u DATA_DIR -u PORT \
  node_modules/.bin/jest --coverage --json --outputFile="$results" "$@" || status=$?

node - "$results" <<'COUNT' || status=1
const text = require('node:fs').readFileSync(process.argv[2], 'utf8');
if (text === '') process.exit(1); // jest said why
const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = JSON.parse(text);
const counts = [`${numPassedTests} passed`, `${numFailedTests + numRuntimeErrorTestSuites} failed`];
if (numPendingTests > 0) counts.push(`${numPendingTests} skipped`);
console.log(counts.join(', '));
COUNT
exit "$status"
