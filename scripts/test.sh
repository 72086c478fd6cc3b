#!/usr/bin/env bash
# Runs every test on engines of its own, beside a running server if there is one, and leaves nothing behind.
# Usage: ./scripts/test.sh [jest arguments]   e.g. ./scripts/test.sh --selectProjects unit
# Without arguments two halves, about as long as each other, run side by side: each has a process and engines of its own.
# The last line counts: "N passed, N failed", and ", N skipped" if any were.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

./scripts/setup.sh

results=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$results"' EXIT
status=0

# run_jest NAME [jest arguments]. The environment of a developer's server is not the tests' business.
run_jest() {
  local name=$1
  shift
  env -u APP_ENV -u DATABASE_URL -u REDIS_URL -u CHROMA_URL -u DATA_DIR -u PORT \
    node_modules/.bin/jest --coverage --coverageDirectory "coverage/$name" \
    --json --outputFile="$results/$name.json" "$@"
}

if [ $# -gt 0 ]; then
  run_jest chosen "$@" || status=$?
else
  run_jest unit-and-e2e --selectProjects unit e2e &
  run_jest property-contract-integration --selectProjects property contract integration || status=$?
  wait $! || status=$?
fi

node - "$results" <<'COUNT' || status=1
const { readdirSync, readFileSync } = require('node:fs');
const halves = readdirSync(process.argv[2]).map((file) => readFileSync(`${process.argv[2]}/${file}`, 'utf8'));
if (halves.length === 0 || halves.includes('')) process.exit(1); // jest said why
const sum = (count) => halves.map((text) => count(JSON.parse(text))).reduce((a, b) => a + b);
const failed = sum(({ numFailedTests, numRuntimeErrorTestSuites }) => numFailedTests + numRuntimeErrorTestSuites);
const skipped = sum(({ numPendingTests }) => numPendingTests);
const counts = [`${sum(({ numPassedTests }) => numPassedTests)} passed`, `${failed} failed`];
if (skipped > 0) counts.push(`${skipped} skipped`);
console.log(counts.join(', '));
COUNT
exit "$status"
