#!/usr/bin/env bash
# Puts an embedding model that is too large to ship into DATA_DIR/models, verified by its digest.
set -euo pipefail

usage() {
  cat >&2 <<'USAGE'
Usage: scripts/fetch_models.sh [MODEL] [--from FILE] [--sha256 HEX]
  MODEL         siglip2-base-patch16-224 (the default; Apache-2.0, about 372 MB)
                medsiglip-448 (Health AI Developer Foundations terms; about 1.7 GB)
  --from FILE   takes a file that lies on this machine, such as an export of your own, instead of downloading one
  --sha256 HEX  the digest to verify against, which is then pinned in the model's manifest (or: MODEL_SHA256)
Environment:
  DATA_DIR          folder above the models (default .data)
  HF_TOKEN          of an account that has accepted the terms of a gated repository
  MODEL_HUB_URL     another hub of the same layout, such as a mirror inside a hospital
  MODEL_REPOSITORY  another repository of that hub that has onnx/vision_model.onnx
The digest of a download is taken from its publisher's page (LFS details), never from the download itself. A download that
was cut off goes on where it stopped.
USAGE
  exit 2
}

fail() {
  echo "fetch_models: $*" >&2
  exit 1
}

model=siglip2-base-patch16-224
from=
expected=${MODEL_SHA256:-}
while [[ $# -gt 0 ]]; do
  case $1 in
    --from)
      [[ -n ${2:-} ]] || usage
      [[ $2 == /* ]] && from=$2 || from=$PWD/$2
      shift 2
      ;;
    --sha256)
      [[ -n ${2:-} ]] || usage
      expected=$2
      shift 2
      ;;
    siglip2-base-patch16-224 | medsiglip-448)
      model=$1
      shift
      ;;
    *) usage ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
manifest=configs/models/$model.yaml
folder=${DATA_DIR:-.data}/models
file=$folder/$model.onnx
part=$file.part
repository=${MODEL_REPOSITORY:-}
[[ -n $repository || $model == medsiglip-448 ]] || repository=onnx-community/$model-ONNX

sha256_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# The token goes in by a file descriptor: on a command line, every user of the machine could read it.
download() {
  local options=(--fail --location --retry 3 --continue-at - --output "$part")
  if [[ -z ${HF_TOKEN:-} ]]; then
    curl "${options[@]}" "$1"
  else
    curl "${options[@]}" --config <(printf 'header = "Authorization: Bearer %s"\n' "$HF_TOKEN") "$1"
  fi
}

echo "$model, licence: $(sed -n 's/^licence: //p' "$manifest")"

pinned=$(sed -n 's/^sha256: \([0-9a-f]\{64\}\)$/\1/p' "$manifest")
expected=${expected:-$pinned}
if [[ -n $from && -z $expected ]]; then
  [[ -f $from ]] || fail "there is no file $from."
  fail "no digest to verify against. $from has sha256 $(sha256_of "$from"): if it is your own export, give that by --sha256."
fi
[[ $expected =~ ^[0-9a-f]{64}$ ]] ||
  fail "no digest to verify against: give it by --sha256 (64 hex digits), as the file's page has it."
[[ -z $pinned || $pinned == "$expected" ]] ||
  fail "that is not the digest that $manifest pins. Another file is another model: give it a manifest of its own."

if [[ -f $file && $(sha256_of "$file") == "$expected" ]]; then
  echo "Already there: $file"
else
  mkdir -p "$folder"
  if [[ -n $from ]]; then
    cp "$from" "$part" || fail "$from cannot be copied."
  elif [[ -z $repository ]]; then
    fail "$model is gated and not published as ONNX. Export it (docs/models-and-gpu.md tells how) and give the file by --from, or" \
      "name a repository that has such an export in MODEL_REPOSITORY."
  elif [[ $model == medsiglip-448 && -z ${HF_TOKEN:-} ]]; then
    fail "$model is gated: accept its terms on its page, and set HF_TOKEN to a token of that account."
  elif [[ ! -f $part || $(sha256_of "$part") != "$expected" ]]; then
    url=${MODEL_HUB_URL:-https://huggingface.co}/$repository/resolve/main/onnx/vision_model.onnx
    echo "Fetching $url"
    download "$url" || fail "the download failed. What has come is kept: run this again to go on."
  fi
  actual=$(sha256_of "$part")
  if [[ $actual != "$expected" ]]; then
    rm -f "$part"
    fail "the file has sha256 $actual, expected $expected: thrown away."
  fi
  mv "$part" "$file"
  echo "Put in place: $file"
fi

if [[ -z $pinned ]]; then
  sed -i.bak "s/^sha256: null$/sha256: $expected/" "$manifest" && rm -f "$manifest.bak"
  echo "Pinned the digest in $manifest: commit it."
fi
