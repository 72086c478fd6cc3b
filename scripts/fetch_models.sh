#!/usr/bin/env bash
# Fetches the embedding models that are too large to ship, for those with a network, and verifies each by its digest.
#
#   scripts/fetch_models.sh                      fetches what its manifest pins
#   SIGLIP2_SHA256=<hex> scripts/fetch_models.sh fetches and verifies against this digest, and pins it in the manifest
#
# The digest of SigLIP-2 is not pinned in the repository as long as nobody of this project has downloaded the file and
# compared it with its publisher's page. Take it from the file's page there (LFS details), never from the download itself.
# MODEL_HUB_URL names another host with the same layout (a mirror inside a hospital, for instance).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

hub="${MODEL_HUB_URL:-https://huggingface.co}"
folder="${DATA_DIR:-.data}/models"
manifest=configs/models/siglip2-base-patch16-224.yaml
file="$folder/siglip2-base-patch16-224.onnx"
url="$hub/onnx-community/siglip2-base-patch16-224-ONNX/resolve/main/onnx/vision_model.onnx"

fail() {
  echo "fetch_models: $*" >&2
  exit 1
}

sha256_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

pinned="$(sed -n 's/^sha256: \([0-9a-f]\{64\}\)$/\1/p' "$manifest")"
expected="${SIGLIP2_SHA256:-$pinned}"
[[ "$expected" =~ ^[0-9a-f]{64}$ ]] ||
  fail "no digest to verify against: set SIGLIP2_SHA256 (64 hex digits), as the file's page gives it."
[[ -z "$pinned" || "$pinned" == "$expected" ]] ||
  fail "SIGLIP2_SHA256 is not the digest that $manifest pins. Another file is another model: give it a manifest of its own."

if [[ -f "$file" && "$(sha256_of "$file")" == "$expected" ]]; then
  echo "Already there: $file"
else
  mkdir -p "$folder"
  echo "Fetching $url (about 372 MB)"
  curl --fail --location --retry 3 --continue-at - --output "$file.part" "$url" || fail "the download failed."
  actual="$(sha256_of "$file.part")"
  if [[ "$actual" != "$expected" ]]; then
    rm -f "$file.part"
    fail "the file has sha256 $actual, expected $expected: thrown away."
  fi
  mv "$file.part" "$file"
  echo "Fetched $file"
fi

if [[ -z "$pinned" ]]; then
  sed -i.bak "s/^sha256: null$/sha256: $expected/" "$manifest" && rm -f "$manifest.bak"
  echo "Pinned the digest in $manifest: commit it."
fi
