#!/usr/bin/env bash
# Brings the tables of facts about AWS up to date (docs/tables.md), from public files that you give it:
#   tests/tools/update-tables.sh [--models] [--policies FOLDER] [--role-templates FILE]
# --models          the newest @aws-sdk/client-sts and client-iam on npm: operations, members, values, errors
# --policies        a file for each managed policy of AWS, as bench/managed-policies.sh takes them: names, service principals; says which
#                   service-linked roles have no row
# --role-templates  answers of 'aws iam get-role-template-version', one JSON object or {"RoleTemplates": [...]}
# Then read the difference, run the tests that docs/tables.md names, and commit.
set -euo pipefail
cd "$(dirname "$0")/../.."

[ $# -gt 0 ] || { sed -n "2,8s/^# //p" tests/tools/update-tables.sh; exit 2; }

models() {
  local folder=tests/tools/javascript name service version published
  for service in sts iam; do
    name="@aws-sdk/client-$service"
    version=$(npm view "$name" version)
    published=$(npm view "$name" time --json | sed -n "s/^ *\"$version\": \"\([0-9-]*\)T.*/\1/p")
    [ -n "$published" ] || { echo "npm does not say when $name $version came out" >&2; exit 1; }
    sed -i "s|\"$name\": \"[0-9.]*\"|\"$name\": \"$version\"|" $folder/package.json
    sed -i "s|\`$name\` [0-9.]* of [0-9-]*|\`$name\` $version of $published|" README.md
    npm install --prefix $folder --no-package-lock --no-audit --no-fund --silent
    node $folder/models.mjs $service "$published" > tests/vectors/models/$service.json.new
    mv tests/vectors/models/$service.json.new tests/vectors/models/$service.json
    echo "$name $version of $published"
  done
}

while [ $# -gt 0 ]; do
  case "$1" in
    --models) models; shift ;;
    --policies | --role-templates) python3 tests/tools/tables/update_tables.py "$1" "${2:?$1 needs a path}"; shift 2 ;;
    *) echo "unknown: $1" >&2; exit 2 ;;
  esac
done
