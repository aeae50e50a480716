#!/usr/bin/env bash
# Installs the stores that tests put behind the S3 gateway, and clients that they put in front of it; does nothing where they are there already.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing=()
while read -r program package; do
  command -v "$program" >/dev/null 2>&1 || missing+=("$package")
done <<'PACKAGES'
radosgw radosgw
ceph-mon ceph-mon
ceph-osd ceph-osd
ceph ceph-common
rclone rclone
s3cmd s3cmd
PACKAGES
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# Debian's moto is too old to keep checksums and versions as S3 does.
if ! command -v moto_server >/dev/null 2>&1 && [ ! -x "$here/s3/moto/bin/moto_server" ]; then
  echo "installing: moto"
  python3 -c 'import ensurepip' 2>/dev/null || DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends python3-venv
  python3 -m venv "$here/s3/moto"
  "$here/s3/moto/bin/pip" install --quiet --disable-pip-version-check 'moto[server,s3]==5.2.1'
fi
