#!/usr/bin/env bash
# Has AWS's managed policies stored, decided by and explained: docs/managed-policies.md, "Whether all of them work".
#   bench/managed-policies.sh [--server PROGRAM --daypass PROGRAM] FOLDER
# FOLDER has a JSON file for each policy. Without the two programs they are published to artifacts/managed first. Needs python3 and boto3.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
programs=()
if [[ " $* " != *" --server "* ]]; then
  out=$here/../artifacts/managed
  "$here/../publish.sh" "$out"
  programs=(--server "$out/daypass-server" --daypass "$out/daypass")
fi
exec python3 "$here/managed/check.py" ${programs[@]+"${programs[@]}"} "$@"
