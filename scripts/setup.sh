#!/usr/bin/env bash
# Installs and builds what is missing; a second run finds everything in place and takes about a second.
# Usage: ./scripts/setup.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly STEPS=6
step=0

say() {
  step=$((step + 1))
  echo "[$step/$STEPS] $*"
}

# One number for the names and contents of all files under the given paths.
digest_of() {
  find "$@" -type f -not -path 'src/generated/*' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 cksum | cksum
}

# up_to_date STAMP PATH...: whether PATHs are as they were when STAMP was written.
up_to_date() {
  local stamp=$1
  shift
  [[ -f $stamp && $(cat "$stamp") == "$(digest_of "$@")" ]]
}

require_node() {
  if ! command -v node >/dev/null; then
    echo 'Node.js is not installed. This project needs version 20.19 or newer.' >&2
    exit 1
  fi
  local major minor
  IFS=. read -r major minor _ <<<"$(node -p process.versions.node)"
  if ((major < 20 || (major == 20 && minor < 19))); then
    echo "Node.js $(node --version) is too old. This project needs version 20.19 or newer." >&2
    exit 1
  fi
}

install_packages() {
  local stamp=node_modules/.package-lock.digest
  if up_to_date "$stamp" package-lock.json; then
    say 'packages: in place'
    return
  fi
  say 'packages: installing (minutes at first)'
  # Install scripts fetch from hosts that many networks do not reach; what they do that matters is done below.
  npm ci --ignore-scripts --loglevel=error
  digest_of package-lock.json >"$stamp"
}

generate_client() {
  local stamp=src/generated/.schema.digest
  if up_to_date "$stamp" prisma/schema.prisma package-lock.json; then
    say 'database client: in place'
    return
  fi
  say 'database client: generating'
  node scripts/prisma/cli.cjs generate >/dev/null
  digest_of prisma/schema.prisma package-lock.json >"$stamp"
}

build() {
  local stamp=dist/.sources.digest
  local sources=(src scripts prisma/schema.prisma package-lock.json tsconfig.json tsconfig.build.json)
  if up_to_date "$stamp" "${sources[@]}"; then
    say 'build: in place'
    return
  fi
  say 'build: compiling'
  # Without a stamp nobody knows what dist/ holds: an interrupted build must not pass for a finished one.
  [[ -f $stamp ]] || rm -rf dist
  rm -f "$stamp"
  local digest
  digest=$(digest_of "${sources[@]}")
  npm run --silent build
  echo "$digest" >"$stamp"
}

provide_engines() {
  if [[ ${APP_ENV:-development} != development ]]; then
    say "engines: not embedded in $APP_ENV"
    return
  fi
  say 'engines: PostgreSQL, Redis, Chroma'
  node dist/scripts/engines/provide-engines.js
}

build_default_model() {
  say 'default embedding model'
  node dist/scripts/models/build-default-model.js
}

require_node
say "Node.js $(node --version)"
install_packages
generate_client
build
provide_engines
build_default_model
