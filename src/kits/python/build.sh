#!/usr/bin/env bash
# Makes the wheel:  src/kits/python/build.sh FOLDER [PROGRAM]
# PYTHON names another python3 than that of the PATH.
# With PROGRAM, a daypass-server published for this machine, the wheel brings it along and is for this platform alone.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: build.sh FOLDER [PROGRAM]" >&2; exit 2; }
folder=$(realpath -m -- "$1")
program=${2:+$(realpath -- "$2")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$(dirname "$0")/." "$work/kit"
cp "$(dirname "$0")/../../../LICENSE" "$work/kit/"
platform=()
if [ -n "$program" ]; then
  mkdir -p "$work/kit/src/daypass_testing/bin"
  cp -r "$(dirname "$program")/." "$work/kit/src/daypass_testing/bin/"
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) platform=(--config-setting=--build-option=--plat-name=manylinux_2_28_x86_64) ;;
    Linux-aarch64) platform=(--config-setting=--build-option=--plat-name=manylinux_2_28_aarch64) ;;
    Darwin-arm64) platform=(--config-setting=--build-option=--plat-name=macosx_11_0_arm64) ;;
    *) echo "build.sh: there is no server for this machine." >&2; exit 1 ;;
  esac
fi
mkdir -p "$folder"

# What is installed already need not be fetched.
python=${PYTHON:-python3}
isolation=()
if "$python" -c 'import setuptools, wheel' 2>/dev/null; then isolation=(--no-build-isolation); fi
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps ${isolation[@]+"${isolation[@]}"} --wheel-dir "$folder" ${platform[@]+"${platform[@]}"} "$work/kit"
