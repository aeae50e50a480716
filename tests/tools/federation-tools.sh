#!/usr/bin/env bash
# Installs the identity providers that the federation tests start on loopback; does nothing where they are there already.
#   oidc-provider   npm, into tests/tools/oidc-provider/node_modules (not in git)
#   SimpleSAMLphp   Debian package, run by PHP's own web server
#   xmlsec1         Debian package, a signer and verifier that is not .NET's
set -euo pipefail
cd "$(dirname "$0")/../.."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
[ -d /usr/share/simplesamlphp/www ] || missing+=(simplesamlphp)
command -v php >/dev/null 2>&1 && php -m | grep -qi '^dom$' && php -m | grep -qi '^mbstring$' || missing+=(php-cli php-xml php-mbstring)
command -v curl >/dev/null 2>&1 || missing+=(curl)
command -v openssl >/dev/null 2>&1 || missing+=(openssl)
command -v xmlsec1 >/dev/null 2>&1 || missing+=(xmlsec1)
command -v node >/dev/null 2>&1 || missing+=(nodejs npm)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing: ${missing[*]}"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

[ -d tests/tools/oidc-provider/node_modules/oidc-provider ] ||
  npm install --prefix tests/tools/oidc-provider --no-package-lock --no-audit --no-fund --silent
