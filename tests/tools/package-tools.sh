#!/usr/bin/env bash
# Installs what the tests of packages, image and chart need: the tools that make and run them, and Go with the functions that Helm's templates call. Does nothing
# where they are there already.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
while read -r program package; do
  command -v "$program" >/dev/null 2>&1 || [ -e "$program" ] || missing+=("$package")
done <<'PACKAGES'
dpkg-deb dpkg
mmdebstrap mmdebstrap
lintian lintian
umoci umoci
podman podman
runc runc
systemd-analyze systemd
go golang-go
/usr/share/gocode/src/github.com/Masterminds/sprig golang-github-masterminds-sprig-dev
/usr/share/gocode/src/gopkg.in/yaml.v3 golang-gopkg-yaml.v3-dev
PACKAGES
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
