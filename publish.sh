#!/usr/bin/env bash
# Publishes what people run:
#   ./publish.sh [FOLDER]          daypass and the programs it hands over to, side by side in one folder, ReadyToRun, with the runtime
#   ./publish.sh --aot [FOLDER]    daypass alone as native code
#   ./publish.sh --tool [FOLDER]   the packages for dotnet tool install
#   ./publish.sh --deb [FOLDER]    a package for Debian with the programs and systemd units
#   ./publish.sh --image [FOLDER]  an OCI image of server and gateway as a tarball, for podman load
#   ./publish.sh --all [FOLDER]    archives of the programs for linux-x64, linux-arm64, osx-arm64 and win-x64
#   ./publish.sh --kits [FOLDER]   the packages for tests: NuGet, a wheel for Python, a tarball for npm
#   ./publish.sh --docs [FOLDER]   the documentation as a static site
# FOLDER is ./publish unless it is given. --runtime RUNTIME makes the folder or the package for another runtime than linux-x64.
# Whatever is handed out is listed in FOLDER/SHA256SUMS.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

fail() { echo "publish.sh: $1" >&2; exit 1; }

kind=side-by-side
folder=
runtime=
while [ $# -gt 0 ]; do
  case "$1" in
    --aot | --tool | --deb | --image | --all | --kits | --docs)
      [ "$kind" = side-by-side ] || fail "--$kind and $1 are two runs."
      kind=${1#--}
      ;;
    --runtime)
      [ $# -gt 1 ] || fail "--runtime needs a runtime, such as linux-arm64."
      shift
      runtime=$1
      ;;
    -*) fail "$1 is none of --aot, --tool, --deb, --image, --all, --kits, --docs and --runtime RUNTIME." ;;
    '') fail "FOLDER is empty." ;;
    *)
      [ -z "$folder" ] || fail "$1 is a second folder."
      folder=$1
      ;;
  esac
  shift
done
case "$kind:$runtime" in
  *: | side-by-side:linux-x64 | side-by-side:linux-arm64 | side-by-side:osx-arm64 | side-by-side:win-x64 | deb:linux-x64 | deb:linux-arm64) ;;
  image:*) fail "an image is made for the machine's own kind of processor, without --runtime." ;;
  aot:* | tool:* | all:* | kits:* | docs:*) fail "--$kind takes no --runtime." ;;
  deb:*) fail "$runtime is not a runtime of Debian: linux-x64 or linux-arm64." ;;
  *) fail "$runtime is none of linux-x64, linux-arm64, osx-arm64 and win-x64." ;;
esac
folder=$(realpath -m -- "${folder:-publish}")
cd "$(dirname "$0")"

# A second run of the same sources gives the same files, as far as the archives are concerned.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

need() { for program in "$@"; do command -v "$program" >/dev/null || fail "$program is not on this machine; --$kind needs it."; done; }
version() { dotnet msbuild src/Daypass.Server -getProperty:Version; }
architecture() { case "$1" in linux-x64) echo amd64 ;; linux-arm64) echo arm64 ;; esac; }
publish() { dotnet publish "$@" -c Release --nologo -v quiet -p:PublishDocumentationFiles=false; }

# programs RUNTIME FOLDER [PROJECT ...]: published, with the terms of what is in them.
programs() {
  local made_for=$1 into=$2 project packages unfinished
  shift 2
  for project in "$@"; do
    # What was compiled ahead in a run that did not come to its end may be cut off, and is not compiled again by itself.
    unfinished=src/$project/obj/unfinished-$made_for
    [ ! -e "$unfinished" ] || rm -rf "src/$project/obj/Release/net10.0/$made_for"
    mkdir -p "src/$project/obj" && touch "$unfinished"
    publish "src/$project" -r "$made_for" -o "$into" --self-contained -p:PublishReadyToRun=true || return
    rm -f "$unfinished"
  done
  packages=$(dotnet nuget locals global-packages --list --force-english-output | sed 's/^global-packages: *//')
  cp LICENSE deploy/NOTICE "$into/"
  for project in microsoft.netcore.app.runtime microsoft.aspnetcore.app.runtime; do
    cat "$(find "$packages/$project.$made_for" -iname third-party-notices.txt -path '*/10.*' | sort -V | tail -n 1)"
  done >"$into/THIRD-PARTY-NOTICES.txt"
}
all_four=(Daypass.Cli Daypass.Server Daypass.Mcp Daypass.Gateway)

sums() {
  (cd "$folder" && find . -maxdepth 1 -type f \( -name "daypass*.tar.gz" -o -name "daypass*.deb" -o -name "daypass*.tar" \) -printf "%P\0" |
    LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case "$kind" in
  aot) publish src/Daypass.Cli -r linux-x64 -o "$folder" -p:DaypassAot=true ;;
  tool)
    for project in "${all_four[@]}"; do dotnet pack "src/$project" -c Release -o "$folder" --nologo -v quiet; done
    ;;
  kits)
    need npm python3
    dotnet pack src/Daypass.TestKit -c Release -o "$folder" --nologo -v quiet
    src/kits/python/build.sh "$folder"
    npm pack --silent --pack-destination "$folder" ./src/kits/javascript >/dev/null
    ;;
  docs)
    need node npm git
    deploy/docs/build.sh "$folder"
    ;;
  deb)
    need dpkg-deb
    runtime=${runtime:-linux-x64}
    programs "$runtime" "$work/programs" "${all_four[@]}"
    deploy/debian/build.sh "$work/programs" "$(version)" "$(architecture "$runtime")" "$folder"
    sums
    ;;
  image)
    need apt-get dpkg-deb umoci
    case "$(dpkg --print-architecture)" in
      amd64) runtime=linux-x64 ;;
      arm64) runtime=linux-arm64 ;;
      *) fail "there is no server for this machine's kind of processor." ;;
    esac
    programs "$runtime" "$work/programs" Daypass.Server Daypass.Gateway
    deploy/image/build.sh "$work/programs" "$(version)" "$(architecture "$runtime")" "$folder"
    sums
    ;;
  all)
    made=0
    version=$(version)
    mkdir -p "$folder"
    for runtime in linux-x64 linux-arm64 osx-arm64 win-x64; do
      name=daypass-$version-$runtime
      if programs "$runtime" "$work/$name" "${all_four[@]}" >"$work/log" 2>&1; then
        tar -c --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -C "$work" "$name" | gzip -9n >"$folder/$name.tar.gz"
        made=$((made + 1))
      else
        echo "publish.sh: $runtime was left out: $(grep -m1 -o 'error [A-Z]*[0-9]*: .*' "$work/log" || tail -n 1 "$work/log")" >&2
      fi
      rm -rf "${work:?}/$name"
    done
    [ "$made" -gt 0 ] || fail "nothing could be made."
    cp deploy/install/install.sh deploy/install/install.ps1 "$folder/"
    sums
    ;;
  *)
    programs "${runtime:-linux-x64}" "$folder" "${all_four[@]}"
    ;;
esac
