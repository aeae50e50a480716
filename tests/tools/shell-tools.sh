#!/usr/bin/env bash
# Installs the shells whose completion is tested, and jq, which pages about the aws CLI pipe its answers into; does nothing where they are there.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for program in zsh fish jq; do
  command -v "$program" >/dev/null 2>&1 || missing+=("$program")
done
# What the native build of the command line is linked with.
command -v gcc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1 || missing+=(gcc libc6-dev)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
