#!/usr/bin/env bash
# Tries docker-compose.yml on an engine, by hand: builds the image, starts everything with the pretend service, verifies
# the list of the demonstration, kills and stops containers, and looks at what each of them may do. Leaves nothing.
#
#   test/deploy/compose.sh                        # with Docker
#   COMPOSE='docker-compose' test/deploy/compose.sh   # another client; DOCKER_HOST names another engine
#   BUILD=no test/deploy/compose.sh               # takes the image `rollcall` that is there
set -euo pipefail
cd "$(dirname "$0")/../.."
COMPOSE=${COMPOSE:-docker compose}
BUILD=${BUILD:-yes}

if ! { $COMPOSE version && docker info; } >/dev/null 2>&1; then
  echo "There is no engine that '$COMPOSE' and docker reach. See the head of this file for others." >&2
  exit 2
fi
work=$(mktemp -d)
export COMPOSE_PROJECT_NAME=rollcall-try COMPOSE_PROFILES=simulator
compose() { (cd "$work" && $COMPOSE "$@"); }
cleanup() {
  compose down --volumes --timeout 5 >"$work/down.log" 2>&1 || cat "$work/down.log"
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# --- A checkout of its own, with secrets that nobody else has.
git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C "$work"
chmod 700 "$work/secrets"
umask 022
openssl rand -hex 32 >"$work/secrets/key"
openssl rand -hex 24 >"$work/secrets/redis_password"
echo AKIDmadeup >"$work/secrets/secret_id"
openssl rand -hex 16 >"$work/secrets/secret_key"
cp "$work/fixtures/customers.csv" "$work/lists/"
cat >"$work/.env" <<'END'
ROLLCALL_APPID=1250000000
ROLLCALL_BUCKET=bucket
ROLLCALL_AUTH_URL=http://simulator:8787
ROLLCALL_STAT_URL=http://simulator:8787
END

failed=0
# ok SENTENCE COMMAND…: says whether the command succeeded.
ok() {
  local sentence=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    echo "ok      $sentence"
  else
    echo "FAILED  $sentence"
    sed 's/^/        /' "$work/said" | tail -20
    failed=1
  fi
}
not() { ! "$@"; }
# ids [SERVICE]: its containers, or all.
ids() { docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" ${1:+--filter "label=com.docker.compose.service=$1"}; }
id_of() { ids "$1" | head -1; }
healthy() {
  local id
  [ -n "$(ids "$1")" ] || { echo "$1 has no container"; return 1; }
  for id in $(ids "$1"); do
    for _ in $(seq "${HEALTH_TRIES:-60}"); do
      [ "$(docker inspect --format '{{.State.Health.Status}}' "$id")" = healthy ] && continue 2
      sleep 2
    done
    docker logs --tail 20 "$id"
    return 1
  done
}
# in_one SERVICE COMMAND: runs it with sh in a container of the service.
in_one() { docker exec "$(id_of "$1")" sh -c "$2" || { echo "$1: $2"; return 1; }; }
in_each() {
  local service
  for service in batch verify simulator; do in_one "$service" "$1" || return 1; done
}
reaches() {
  docker exec "$(id_of "$1")" node -e "
    require('net').connect($3, '$2').on('connect', () => process.exit(0)).on('error', () => process.exit(1))
    setTimeout(() => process.exit(1), 3000)"
}
answer_after() {
  docker exec "$(id_of simulator)" node -e "
    fetch('http://127.0.0.1:8787/_control', { method: 'POST', body: '{\"latencyMs\": $1}' }).then(r => process.exit(r.ok ? 0 : 1))"
}
exit_of() { docker inspect --format '{{.State.ExitCode}}' "$1"; }

ok 'the file is one that Compose understands' compose config --quiet
[ "$BUILD" = no ] || ok 'the image is built' compose build
ok 'everything starts, with two verify workers' compose up -d --no-build --scale verify=2
for service in redis simulator batch verify; do ok "$service becomes healthy" healthy "$service"; done

echo '--- what each may do'
ok 'ours run as 1000:1000' in_each '[ "$(id -u):$(id -g)" = 1000:1000 ]'
ok 'Redis runs as 999' in_one redis '[ "$(id -u)" = 999 ]'
ok 'none can write to its own files' in_each '! touch /app/x 2>/dev/null && ! touch /etc/x 2>/dev/null'
ok 'none has a capability' in_each 'grep -q "^CapEff:.0*$" /proc/self/status && grep -q "^CapBnd:.0*$" /proc/self/status'
ok 'none can gain privileges' in_each 'grep -q "^NoNewPrivs:.1" /proc/self/status'
ok 'the batch worker may write to its data, and nobody else looks into it' \
  in_one batch 'touch /data/x && rm /data/x && [ "$(stat -c %a:%u /data)" = 700:1000 ]'
ok 'lists can be read and not changed' in_one batch 'head -1 /lists/customers.csv && ! touch /lists/x'
ok 'workers reach Redis' reaches verify redis 6379
ok 'workers reach the service' reaches verify simulator 8787
ok 'the service does not reach Redis' not reaches simulator redis 6379
ok 'Redis wants its password' in_one redis \
  'redis-cli ping | grep -q NOAUTH && ! redis-cli -a wrong ping 2>&1 | grep -qx PONG'
for id in $(ids); do
  docker inspect "$id"
  docker exec "$id" sh -c 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null' | tr '\0' '\n'
  docker logs "$id" 2>&1
done >"$work/seen"
ok 'arguments, variables and logs can be looked at' grep -q ROLLCALL_APPID=1250000000 "$work/seen"
for secret in key redis_password secret_key; do
  ok "the secret $secret stands in no argument, variable or log" \
    not grep -qF "$(cat "$work/secrets/$secret")" "$work/seen"
done

echo '--- a batch'
# Exit status 2: done, and some rows ended in error, as they do in this list.
verified() { docker exec "$(id_of batch)" rollcall submit --wait --batch first /lists/customers.csv || [ $? = 2 ]; }
ok 'a list is verified to its end' verified
ok 'its outcomes come out of the volume' docker cp "$(id_of batch):/data/batches/first/outcomes.csv" "$work/outcomes.csv"
ok 'there are as many as rows' [ "$(wc -l <"$work/outcomes.csv")" = "$(wc -l <"$work/lists/customers.csv")" ]
ok 'the calls on record are those that the service counted' in_one batch 'rollcall reconcile --day today'

echo '--- a verify worker is killed in the middle of another batch, and one is stopped'
answer_after 1500
in_one batch 'rollcall submit --batch second --no-dedupe /lists/customers.csv' >"$work/said"
sleep 6
mapfile -t verify < <(ids verify)
docker kill --signal KILL "${verify[0]}" >/dev/null
stopping_at=$SECONDS
docker stop --time 60 "${verify[1]}" >/dev/null
ok "a worker that is stopped lets its calls end and exits with 0 ($((SECONDS - stopping_at)) s)" \
  [ "$(exit_of "${verify[1]}")" = 0 ]
docker start "${verify[1]}" >/dev/null
answer_after 10
ended() {
  for _ in $(seq 90); do
    in_one batch 'rollcall status second --json' >"$work/status.json" || return 1
    grep -q '"state": *"completed"' "$work/status.json" && return 0
    sleep 1
  done
  cat "$work/status.json"
  return 1
}
ok 'the batch ends all the same' ended
in_one batch 'cat /data/batches/second/summary.json' >"$work/summary.json"
doubtful=$(sed -n 's/.*"in_doubt": *\([0-9]*\).*/\1/p' "$work/summary.json" | tail -1)
ok "$doubtful calls are in doubt, no more than 1.25 × 20" [ "$doubtful" -le 25 ]

echo '--- all is stopped and started again'
all=$(ids)
compose stop >"$work/said" 2>&1
for id in $all; do
  ok "$(docker inspect --format '{{.Name}}' "$id") ended by itself" [ "$(exit_of "$id")" = 0 ]
done
compose start >"$work/said" 2>&1
ok 'the batch worker is healthy again' healthy batch
ok 'and knows its batches' in_one batch 'rollcall status first'
exit "$failed"
