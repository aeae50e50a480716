#!/usr/bin/env bash
# Installs what the tests of the kits need: pytest and what makes a wheel (Debian packages), vitest and the AWS SDK below tests/tools/kits/node_modules.
set -euo pipefail
cd "$(dirname "$0")/kits"
[ node_modules/.package-lock.json -nt package.json ] || npm install --no-package-lock --no-audit --no-fund --silent
if ! /usr/bin/python3 -c 'import boto3, pip, pytest, setuptools, wheel, xdist' 2>/dev/null; then
  if [ "$(id -u)" = 0 ]; then as_root=(); else as_root=(sudo); fi
  ${as_root[@]+"${as_root[@]}"} apt-get update -qq
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    python3-boto3 python3-pip python3-pytest python3-pytest-xdist python3-setuptools python3-wheel
fi
