#!/bin/sh
# Installs the programs of Daypass for one person, without a .NET SDK: install.sh ADDRESS, where ADDRESS is where the archives of
# ./publish.sh --all and their SHA256SUMS lie. Into ~/.local/lib/daypass, with links in ~/.local/bin; DAYPASS_PREFIX is another place.
set -eu
fail() { echo "install.sh: $1" >&2; exit 1; }

[ $# -eq 1 ] || fail 'give the address where the archives lie, such as https://releases.example.com/daypass/0.1.0'
address=${1%/}
prefix=${DAYPASS_PREFIX:-$HOME/.local}
case "$(uname -s)/$(uname -m)" in
  Linux/x86_64) runtime=linux-x64 ;;
  Linux/aarch64 | Linux/arm64) runtime=linux-arm64 ;;
  Darwin/arm64) runtime=osx-arm64 ;;
  *) fail "there is no archive for $(uname -s) on $(uname -m)." ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() { curl -fsSL --proto '=https,file' -o "$work/$1" "$address/$1" || fail "$address/$1 cannot be had."; }
fetch SHA256SUMS
line=$(grep -E "^[0-9a-f]{64}  daypass-[0-9A-Za-z.+-]*-$runtime\.tar\.gz\$" "$work/SHA256SUMS" || true)
[ "$(printf '%s\n' "$line" | grep -c .)" -eq 1 ] || fail "SHA256SUMS does not name one archive for $runtime."
archive=${line#*  }
fetch "$archive"
if command -v sha256sum >/dev/null; then sum=$(sha256sum "$work/$archive"); else sum=$(shasum -a 256 "$work/$archive"); fi
[ "${sum%% *}" = "${line%% *}" ] || fail "$archive is not the one that SHA256SUMS names: nothing was installed."

# The new programs take the place of the old ones at once.
mkdir -p "$prefix/lib" "$prefix/bin" "$work/new"
tar -xzf "$work/$archive" -C "$work/new" --strip-components 1
[ -x "$work/new/daypass" ] || fail "$archive holds no daypass."
rm -rf "$prefix/lib/daypass.old"
[ ! -d "$prefix/lib/daypass" ] || mv "$prefix/lib/daypass" "$prefix/lib/daypass.old"
mv "$work/new" "$prefix/lib/daypass"
rm -rf "$prefix/lib/daypass.old"
for program in "$prefix"/lib/daypass/daypass*; do
  case "${program##*/}" in
    daypass | daypass-server | daypass-mcp | daypass-gateway) ln -sf "$program" "$prefix/bin/${program##*/}" ;;
  esac
done
echo "${archive%.tar.gz} is in $prefix/lib/daypass, with links in $prefix/bin."
case ":$PATH:" in *":$prefix/bin:"*) ;; *) echo "Add $prefix/bin to PATH." ;; esac
echo 'What is missing, if anything: daypass self-check'
