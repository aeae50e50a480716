#!/usr/bin/env bash
# Makes the site of the documentation:  deploy/docs/build.sh FOLDER
# Needs node and npm. The site needs no network; serve the folder with any web server.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: build.sh FOLDER" >&2; exit 2; }
site=$(realpath -m -- "$1")
cd "$(dirname "$0")"
repository=$(realpath ../..)
[ node_modules/.package-lock.json -nt package.json ] || npm install --no-package-lock --no-audit --no-fund --silent
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/pages"
(cd "$repository" && git ls-files --cached --others --exclude-standard -- '*.md' ':!:skills' ':!:tests' ':!:bench' | while read -r page; do
  mkdir -p "$work/pages/$(dirname "$page")"
  cp "$page" "$work/pages/$page"
done)
mkdir -p "$work/root/.vitepress"
cp config.mjs "$work/root/.vitepress/config.mjs"
ln -s "$PWD/node_modules" "$work/root/node_modules"
ln -s "$PWD/node_modules" "$work/pages/node_modules"
DAYPASS_PAGES="$work/pages" DAYPASS_SITE="$site" DAYPASS_CACHE="$work/cache" node node_modules/vitepress/bin/vitepress.js build "$work/root" >"$work/log" 2>&1 ||
  { cat "$work/log" >&2; exit 1; }
