#!/usr/bin/env bash
# Runs a command with a private PostgreSQL that has a database daypass_N for each size N given before "--", and removes it afterwards:
#   bench/load/with-postgres.sh 10 1000000 -- dotnet run -c Release --project bench/load/Daypass.Load -- growth
# "--database 'Host=…;Database=daypass_{roles};…'" is added at the end of the command.
set -euo pipefail

sizes=()
while [ "${1:?no command after --}" != "--" ]; do sizes+=("$1"); shift; done
shift

binaries=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1 || command -v initdb)")
folder=$(mktemp -d /tmp/daypass-load-postgres-XXXXXX)
port=$((20000 + RANDOM % 20000))
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd /tmp && runuser -u postgres -- "$@"); else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$folder"
trap 'as_postgres "$binaries/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT

as_postgres "$binaries/initdb" -D "$folder/data" -U daypass -A trust -E UTF8 --no-locale >/dev/null
as_postgres "$binaries/pg_ctl" -D "$folder/data" -l "$folder/log" -w start \
  -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c shared_buffers=512MB -c max_wal_size=4GB" >/dev/null
for size in "${sizes[@]}"; do as_postgres "$binaries/createdb" -h 127.0.0.1 -p "$port" -U daypass "daypass_$size"; done

"$@" --database "Host=127.0.0.1;Port=$port;Database=daypass_{roles};Username=daypass"
