#!/usr/bin/env bash
# Publishes for 64-bit Linux:
#   ./publish.sh [FOLDER]         daypass and the programs it hands over to, side by side in one folder, ReadyToRun, with the runtime
#   ./publish.sh --aot [FOLDER]   daypass alone as native code
#   ./publish.sh --tool [FOLDER]  the packages for dotnet tool install
# FOLDER is ./publish unless it is given.
set -euo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

kind=side-by-side
folder=$PWD/publish
for argument in "$@"; do
  case "$argument" in
    --aot | --tool) kind=${argument#--} ;;
    -*) echo "usage: ./publish.sh [--aot | --tool] [FOLDER]" >&2; exit 2 ;;
    *) folder=$(realpath -m -- "$argument") ;;
  esac
done
cd "$(dirname "$0")"

publish() { dotnet publish "$@" -c Release -r linux-x64 -o "$folder" --nologo -v quiet -p:PublishDocumentationFiles=false; }

case "$kind" in
  aot) publish src/Daypass.Cli -p:DaypassAot=true ;;
  tool)
    for project in src/Daypass.Cli src/Daypass.Server src/Daypass.Mcp; do
      [ ! -d "$project" ] || dotnet pack "$project" -c Release -o "$folder" --nologo -v quiet
    done
    ;;
  *)
    for project in src/Daypass.Cli src/Daypass.Server src/Daypass.Mcp; do
      [ ! -d "$project" ] || publish "$project" --self-contained -p:PublishReadyToRun=true
    done
    ;;
esac
