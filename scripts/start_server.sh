#!/usr/bin/env bash
# Installs what is missing and serves until Ctrl-C.
set -euo pipefail

usage() {
  cat >&2 <<'USAGE'
Usage: ./scripts/start_server.sh MODE [--workers N]
  MODE         development   embedded engines, demonstration data, stand-ins for cloud models
               staging       DATABASE_URL, REDIS_URL and CHROMA_URL name the engines
               production    as staging, and SECRET_KEY, MEDGEMMA_API_KEY, USE_MOCKS=false
  --workers N  API processes on the one port (default: WORKERS, or 1)
Environment: PORT (default 8000), DATA_DIR (default .data), REFERENCE_DATA_DIR, and what configs/ names.
USAGE
  exit 2
}

mode=${1:-}
case $mode in
  development | staging | production) shift ;;
  *) usage ;;
esac
if [[ -n ${APP_ENV:-} && $APP_ENV != "$mode" ]]; then
  echo "APP_ENV is already set to '$APP_ENV', which is not '$mode'. Unset it, or start that mode." >&2
  exit 2
fi
if [[ ${1:-} == --workers ]]; then
  [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || usage
  export WORKERS=$2
  shift 2
fi
[[ $# -eq 0 ]] || usage

export APP_ENV=$mode
# glibc would keep most of what decoding pictures took.
export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-131072}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./scripts/setup.sh
exec node --enable-source-maps dist/scripts/launch.js
