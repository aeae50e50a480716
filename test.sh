#!/usr/bin/env bash
# Installs what the tests need and is missing, builds in Release, runs every test and ends with "N passed, N failed, N skipped".
#   ./test.sh                everything
#   ./test.sh --quick        no foreign clients, no second database, no long runs: for the inner loop
#   ./test.sh Core Policy    only the test projects whose name contains one of the words
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

quick=false
words=()
for argument in "$@"; do
  case "$argument" in
    --quick) quick=true ;;
    -*) echo "usage: ./test.sh [--quick] [WORD ...]" >&2; exit 2 ;;
    *) words+=("$argument") ;;
  esac
done

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Debian packages: program (or file) that shows it is there, then the package that brings it.
install_debian() {
  local missing=()
  while read -r program package; do
    [ -n "$program" ] || continue
    command -v "$program" >/dev/null 2>&1 || ls $program >/dev/null 2>&1 || missing+=("$package")
  done <<'PACKAGES'
python3 python3
aws awscli
node nodejs
npm npm
sqlite3 sqlite3
/usr/lib/postgresql/*/bin/initdb postgresql
PACKAGES
  python3 -c 'import boto3' 2>/dev/null || missing+=(python3-boto3)
  if [ ${#missing[@]} -gt 0 ]; then
    echo "installing: ${missing[*]}"
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
  fi
}

install_npm() {
  [ -d tests/tools/javascript/node_modules/@aws-sdk/client-sts ] ||
    npm install --prefix tests/tools/javascript --no-package-lock --no-audit --no-fund --silent
}

if [ "$quick" = false ]; then
  install_debian
  install_npm
  for script in tests/tools/*-tools.sh; do
    [ -e "$script" ] && bash "$script"
  done
fi

dotnet build Daypass.slnx -c Release --nologo -v quiet

passed=0 failed=0 skipped=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
filter=()
[ "$quick" = true ] && filter=(--filter 'Category!=slow&Category!=foreign')

for project in tests/*.Tests/*.csproj tests/*.Conformance/*.csproj; do
  [ -e "$project" ] || continue
  name=$(basename "$project" .csproj)
  if [ ${#words[@]} -gt 0 ]; then
    wanted=false
    for word in "${words[@]}"; do [[ "$name" == *"$word"* ]] && wanted=true; done
    [ "$wanted" = true ] || continue
  fi
  echo "== $name"
  status=0
  dotnet test "$project" -c Release --no-build --nologo --logger "console;verbosity=minimal" --logger "trx;LogFileName=$results/$name.trx" \
    --blame-hang-timeout 15m --results-directory "$results" "${filter[@]}" >"$results/$name.log" 2>&1 || status=$?
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total=$(count total); good=$(count passed); bad=$(count failed)
  if [ -z "$total" ]; then
    if [ "$status" = 0 ] && [ "$quick" = true ]; then continue; fi
    cat "$results/$name.log"
    failed=$((failed + 1))
    continue
  fi
  passed=$((passed + good)); failed=$((failed + bad)); skipped=$((skipped + total - good - bad))
  grep -E '^\s+(Failed|Skipped) ' "$results/$name.log" | sort -u | head -n 200 || true
  # The lists that tests count say so in their output, which only the record of the run keeps.
  grep -ohE '(STS conformance list|Attack catalogue): [^<&]*' "$results/$name.trx" | sort -u | sed 's/^/   /' || true
  if [ "$bad" != 0 ] || [ "$status" != 0 ]; then
    cat "$results/$name.log"
    # A crash of the test host fails the run even when every test it reported had passed.
    [ "$bad" != 0 ] || failed=$((failed + 1))
  fi
  echo "   $good passed, $bad failed of $total"
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
