#!/usr/bin/env bash
# build.sh PROGRAMS VERSION ARCHITECTURE FOLDER: an OCI image of the published programs as FOLDER/daypass-image-VERSION-ARCHITECTURE.tar. It is made from nothing
# but server, gateway and the libraries they load, which are fetched from Debian anew, so that none is older than its last security update. Needs apt-get, dpkg-deb
# and umoci; no daemon, no privileges and no image of others.
set -euo pipefail
programs=$1 version=$2 architecture=$3 folder=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
umask 022

install -d "$root/usr/lib/daypass" "$root/usr/lib64" "$root/usr/bin" "$root/usr/share/doc/daypass" "$root/etc/ssl/certs" "$root/tmp" "$root/proc" "$root/dev" "$root/sys"
ln -s usr/lib "$root/lib"
ln -s usr/lib64 "$root/lib64"
cp -r --no-preserve=mode,ownership,timestamps "$programs/." "$root/usr/lib/daypass"
(cd "$root/usr/lib/daypass" && rm -f daypass daypass-mcp createdump ./*.pdb ./*.xml && mv NOTICE LICENSE THIRD-PARTY-NOTICES.txt ../../share/doc/daypass/)
for program in daypass-server daypass-gateway; do
  chmod 0755 "$root/usr/lib/daypass/$program"
  ln -s "../lib/daypass/$program" "$root/usr/bin/$program"
done

# The libraries and their terms; neither tables of characters nor tools.
packages=(libc6 libgcc-s1 libstdc++6 libssl3 ca-certificates)
apt-cache show libssl3 2>/dev/null | grep '^Package: libssl3$' >/dev/null || packages[3]=libssl3t64
packages+=("$(apt-cache depends libgcc-s1 | sed -n 's/^ *Depends: \(gcc-[0-9]*-base\)$/\1/p' | tail -n 1)")
(cd "$work" && apt-get download -qq -o APT::Sandbox::User=root "${packages[@]}") ||
  { echo "publish.sh: Debian's ${packages[*]} could not be fetched with apt-get download." >&2; exit 1; }
for package in "$work"/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink --no-same-owner --wildcards \
    --exclude='*/gconv/*' --exclude='*/audit/*' --exclude='*/engines-3/*' --exclude='*/ossl-modules/*' --exclude='*/gdb/*' --exclude='*/libexec/*' \
    --exclude='*/examples/*' --exclude='libmemusage*' --exclude='libpcprofile*' --exclude='libthread_db*' --exclude='libc_malloc_debug*' \
    './lib*/*.so*' './usr/lib*/*.so*' './usr/share/doc/*/copyright' './usr/share/ca-certificates/*' 2>"$work/tar.log" ||
    grep -v 'Not found in archive\|Exiting with failure' "$work/tar.log" >&2 || true
done
find "$root/usr/share/ca-certificates" -name '*.crt' -print0 | LC_ALL=C sort -z | xargs -0 cat >"$root/etc/ssl/certs/ca-certificates.crt"
rm -rf "$root/usr/share/ca-certificates" "$root/usr/share/gcc"
printf 'root:x:0:0::/:/\ndaypass:x:65534:65534::/data:/\n' >"$root/etc/passwd"
printf 'root:x:0:\ndaypass:x:65534:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"

# The layer: everything is root's, and may be read only, but for the data folder.
layer=$work/layer.tar
same=(--sort=name --mtime="@$SOURCE_DATE_EPOCH" --numeric-owner --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime)
mkdir -m 0700 "$work/data"
tar -c "${same[@]}" --owner=0 --group=0 -C "$root" -f "$layer" .
tar -r "${same[@]}" --owner=65534 --group=65534 --mode=0700 -C "$work" -f "$layer" ./data

# umoci says much on standard output and nothing that matters.
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
image=$work/image:$version
umoci init --layout "$work/image" >/dev/null
umoci new --image "$image" >/dev/null
umoci raw add-layer --image "$image" --history.created "$created" --history.created_by publish.sh "$layer" >/dev/null
umoci config --image "$image" --no-history --created "$created" --architecture "$architecture" --os linux \
  --config.user 65534:65534 --config.workingdir /data --config.volume /data --config.exposedports 8017/tcp --config.stopsignal SIGTERM \
  --config.entrypoint /usr/bin/daypass-server --config.cmd --data --config.cmd /data --config.cmd --urls --config.cmd 'http://*:8017' \
  --config.env PATH=/usr/bin --config.env SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt --config.env DOTNET_EnableDiagnostics=0 \
  --config.label org.opencontainers.image.title=daypass --config.label "org.opencontainers.image.version=$version" \
  --config.label org.opencontainers.image.licenses=MIT >/dev/null
umoci gc --layout "$work/image" >/dev/null
sed -i 's|"org.opencontainers.image.ref.name":"|&daypass:|' "$work/image/index.json"
mkdir -p "$folder"
tar -c "${same[@]}" --owner=0 --group=0 -C "$work/image" -f "$folder/daypass-image-$version-$architecture.tar" .
