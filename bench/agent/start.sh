#!/usr/bin/env bash
# Publishes daypass and daypass-mcp ahead of time compiled (ReadyToRun) into one folder and prints, for `daypass mcp`, the time from the
# start to the first answer of a tool (SessionTool GetSession, which asks no service) and the memory at its peak.
#   bench/agent/start.sh [runs]        20 runs by default; needs python3
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-20}
out=artifacts/agent
runtime=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
for project in Daypass.Cli Daypass.Mcp; do
  dotnet publish "src/$project" -c Release -r "$runtime" --self-contained false -o "$out" --nologo -v quiet
done
exec python3 bench/agent/start.py "$out/daypass" "$runs"
