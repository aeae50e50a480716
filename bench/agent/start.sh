#!/usr/bin/env bash
# Publishes daypass and daypass-mcp into one folder with ./publish.sh and prints, for `daypass mcp`, the time from the
# start to the first answer of a tool (SessionTool GetSession, which asks no service) and the memory at its peak.
#   bench/agent/start.sh [runs]        20 runs by default; needs python3
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-20}
out=artifacts/agent
./publish.sh "$out"
exec python3 bench/agent/start.py "$out/daypass" "$runs"
