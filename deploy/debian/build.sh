#!/usr/bin/env bash
# build.sh PROGRAMS VERSION ARCHITECTURE FOLDER: packs published programs into FOLDER/daypass_VERSION_ARCHITECTURE.deb. Needs dpkg-deb only. Who
# makes it is in DEBFULLNAME and DEBEMAIL.
set -euo pipefail
programs=$1 version=$2 architecture=$3 folder=$4
maintainer="${DEBFULLNAME:-The Daypass authors} <${DEBEMAIL:-daypass@localhost}>"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
umask 022

put() { install -D -m "$1" "$2" "$tree/$3"; }
pack() { install -d "$(dirname "$tree/$2")" && gzip -9n <"$1" >"$tree/$2"; }

install -d "$tree/usr/lib/daypass" "$tree/usr/bin"
cp -r --no-preserve=mode,ownership,timestamps "$programs/." "$tree/usr/lib/daypass"
rm -f "$tree/usr/lib/daypass/"*.pdb "$tree/usr/lib/daypass/"*.xml "$tree/usr/lib/daypass/createdump" \
  "$tree/usr/lib/daypass/NOTICE" "$tree/usr/lib/daypass/LICENSE" "$tree/usr/lib/daypass/THIRD-PARTY-NOTICES.txt"
for program in daypass daypass-server daypass-mcp daypass-gateway; do
  chmod 0755 "$tree/usr/lib/daypass/$program"
  ln -s "../lib/daypass/$program" "$tree/usr/bin/$program"
done

put 0755 "$here/daypass-admin" usr/sbin/daypass-admin
put 0644 "$here/daypass.service" lib/systemd/system/daypass.service
put 0644 "$here/daypass-gateway@.service" lib/systemd/system/daypass-gateway@.service
put 0600 "$here/server.env" etc/daypass/server.env
put 0644 "$here/logrotate" etc/logrotate.d/daypass
put 0644 "$here/lintian-overrides" usr/share/lintian/overrides/daypass
put 0644 "$here/copyright" usr/share/doc/daypass/copyright
pack "$programs/NOTICE" usr/share/doc/daypass/NOTICE.gz
pack "$programs/THIRD-PARTY-NOTICES.txt" usr/share/doc/daypass/THIRD-PARTY-NOTICES.gz
pack "$here/../../CHANGELOG.md" usr/share/doc/daypass/CHANGELOG.md.gz
printf 'daypass (%s) unstable; urgency=medium\n\n  * CHANGELOG.md.gz says what changed.\n\n -- %s  %s\n' \
  "$version" "$maintainer" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")" >"$work/changelog"
pack "$work/changelog" usr/share/doc/daypass/changelog.gz
pack "$here/daypass-server.8" usr/share/man/man8/daypass-server.8.gz
pack "$here/daypass-admin.8" usr/share/man/man8/daypass-admin.8.gz
pack "$here/daypass-gateway.8" usr/share/man/man8/daypass-gateway.8.gz
pack "$here/daypass.1" usr/share/man/man1/daypass.1.gz
pack "$here/daypass-mcp.1" usr/share/man/man1/daypass-mcp.1.gz

for script in postinst prerm postrm; do put 0755 "$here/$script" "DEBIAN/$script"; done
printf '%s\n' /etc/daypass/server.env /etc/logrotate.d/daypass >"$tree/DEBIAN/conffiles"
size=$(du -sk --apparent-size "$tree" | cut -f1)
sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$size/; s/@MAINTAINER@/$maintainer/" "$here/control" >"$tree/DEBIAN/control"
(cd "$tree" && find . -type f -not -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

# Two packages of the same programs are the same, byte for byte.
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$folder"
dpkg-deb --root-owner-group -Zxz -z2 --build "$tree" "$folder/daypass_${version}_$architecture.deb" >/dev/null
