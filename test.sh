#!/usr/bin/env bash
# Installs what the tests need and is missing, builds, runs every test and ends with "N passed, N failed, N skipped".
#   ./test.sh                everything, built in Release, where warnings are errors
#   ./test.sh --quick        the inner loop: no foreign clients, no second database, no long runs; built in Debug, so what is built already is used
#   ./test.sh Core Policy    only the test projects whose name contains one of the words
# One test:  dotnet test tests/Daypass.Core.Tests --filter NAME
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

quick=false
configuration=Release
filter=()
words=()
for argument in "$@"; do
  case "$argument" in
    --quick) quick=true; configuration=Debug; filter=(--filter 'Category!=slow&Category!=foreign') ;;
    -*) echo "usage: ./test.sh [--quick] [WORD ...]" >&2; exit 2 ;;
    *) words+=("$argument") ;;
  esac
done

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# "== what" first, then the steps, then how long it took.
began=0
start() { began=$SECONDS; echo "== $1"; }
took() { echo "   ${1:+$1, }$((SECONDS - began)) s"; }

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
    echo "   ${missing[*]}"
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
  fi
}

install_npm() {
  [ tests/tools/javascript/node_modules/.package-lock.json -nt tests/tools/javascript/package.json ] ||
    npm install --prefix tests/tools/javascript --no-package-lock --no-audit --no-fund --silent
}

projects=()
for project in tests/*.Tests/*.csproj samples/testing/*/*.csproj; do
  [ -e "$project" ] || continue
  wanted=$([ ${#words[@]} = 0 ] && echo true || echo false)
  for word in ${words[@]+"${words[@]}"}; do [[ "$(basename "$project" .csproj)" == *"$word"* ]] && wanted=true; done
  if [ "$wanted" = true ]; then projects+=("$project"); fi
done
if [ ${#projects[@]} = 0 ]; then echo "no test project is called that" >&2; exit 2; fi

if [ "$quick" = false ]; then
  start "installing what is missing"
  install_debian
  install_npm
  for script in tests/tools/*-tools.sh; do
    [ -e "$script" ] || continue
    echo "   $(basename "$script")"
    bash "$script"
  done
  took
fi

# Some projects alone need not wait for all others to be built.
start "building, $configuration"
if [ ${#words[@]} = 0 ]; then
  dotnet build Daypass.slnx -c "$configuration" --nologo -v quiet
else
  for project in "${projects[@]}"; do dotnet build "$project" -c "$configuration" --nologo -v quiet; done
fi
took

passed=0 failed=0 skipped=0 number=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  number=$((number + 1))
  start "$name ($number of ${#projects[@]})"
  status=0
  dotnet test "$project" -c "$configuration" --no-build --nologo --logger "console;verbosity=minimal" --logger "trx;LogFileName=$results/$name.trx" \
    --blame-hang-timeout 15m --results-directory "$results" ${filter[@]+"${filter[@]}"} >"$results/$name.log" 2>&1 || status=$?
  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total=$(count total); good=$(count passed); bad=$(count failed)
  # A host that was killed or crashed leaves a record of the tests until then, or none: that the rest did not run is a failure as well.
  aborted=$(grep -cE 'outcome="Aborted"|<Text>.*(Test host process crashed|was aborted)|^The active test run was aborted|^Test Run Aborted' "$results/$name.trx" "$results/$name.log" 2>/dev/null |
    awk -F: '{ sum += $NF } END { print sum + 0 }' || true)
  if [ -z "$total" ] && [ "$status" = 0 ] && [ "$quick" = true ]; then
    took "nothing to do in the quick run"
    continue
  fi
  total=${total:-0} good=${good:-0} bad=${bad:-0}
  passed=$((passed + good)); skipped=$((skipped + total - good - bad))
  grep -E '^\s+(Failed|Skipped) ' "$results/$name.log" | sort -u | head -n 200 || true
  # The lists that tests count say so in their output, which only the record of the run keeps.
  grep -ohE '(STS conformance list|Attack catalogue|Recorded answers): [^<&]*' "$results/$name.trx" 2>/dev/null | sort -u | sed 's/^/   /' || true
  if [ "$aborted" != 0 ] || { [ "$bad" = 0 ] && [ "$status" != 0 ]; }; then
    echo "   the run of $name did not come to its end (exit code $status)"
    bad=$((bad + 1))
  fi
  if [ "$bad" != 0 ]; then cat "$results/$name.log"; fi
  failed=$((failed + bad))
  took "$good passed, $bad failed of $total"
done

echo "== all in $SECONDS s"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
