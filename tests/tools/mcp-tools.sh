#!/usr/bin/env bash
# Installs the JavaScript MCP client that the tests of the agent tool start; does nothing where it is there already.
set -euo pipefail
cd "$(dirname "$0")/../.."

[ -d tests/tools/mcp-client/node_modules/@modelcontextprotocol/sdk ] ||
  npm install --prefix tests/tools/mcp-client --no-package-lock --no-audit --no-fund --silent
