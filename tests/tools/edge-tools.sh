#!/usr/bin/env bash
# Installs the proxies that tests put in front of the server, and of services behind the gateway, and what rotates its log; does nothing where they are
# there already.
set -euo pipefail

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for program in nginx haproxy caddy apache2 logrotate; do
  command -v "$program" >/dev/null 2>&1 || [ -x "/usr/sbin/$program" ] || missing+=("$program")
done
# Apache's Lua asks the gateway by it.
[ -e /usr/share/lua/5.4/socket/http.lua ] || missing+=(lua-socket)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
