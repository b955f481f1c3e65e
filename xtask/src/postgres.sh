# A PostgreSQL server that lives as long as the pipe it reads from: whoever holds the other end may
# end in any way, also by being killed, and nothing stays behind.
#
# usage: postgres.sh PROGRAMS PORT SETTINGS, the password on the first line of standard input.
# Prints `ready FOLDER` when it answers, or why it does not.
set -eu
trap '' INT HUP TERM
programs=$1 port=$2 settings=$3
read -r password
folder=$(mktemp -d -t taizhang-postgres.XXXXXX)
trap 'rm -rf "$folder"' EXIT
printf '%s\n' "$password" >"$folder/password"
# A collation that sorts unlike SQLite: whoever relies on the database's own is found out.
if ! "$programs/initdb" --pgdata="$folder/data" --username=taizhang --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=zh-Hans \
    --no-sync >"$folder/log" 2>&1; then
    cat "$folder/log"
    exit 1
fi
if ! "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/log" --wait --silent \
    --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= $settings" \
    start >>"$folder/log" 2>&1; then
    cat "$folder/log"
    exit 1
fi
echo "ready $folder"
read -r _ || true
"$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate --wait --silent stop >/dev/null 2>&1 || true
