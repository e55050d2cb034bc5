#!/bin/bash
# Kills `curate consent import` at random moments (SIGKILL), looks at what is there (all or nothing, and intact), imports again, and
# compares ledger and newest signature with those of an undisturbed run, byte for byte.
# Usage: consent_kills.sh [KILLS=200] [ROWS=5000]
set -eu
cd "$(dirname "$0")/../.."
kills=${1:-200}
rows=${2:-5000}
curate=${CURATE:-build/release/curate}
export SOURCE_DATE_EPOCH=1772366400
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

$curate init "$work/template" --name kills >/dev/null
echo 'participant_id,from,permission,access,regions,kinds' >"$work/table.csv"
for n in $(seq "$rows"); do echo "sub-$n,2024-01-01,GRU,open,everywhere,images"; done >>"$work/table.csv"
import() { $curate consent import "$work/table.csv" --by officer --study "$1" --quiet; }
state() { $curate consent log --json --study "$1" | sha256sum; sha256sum <"$1/private/consent.checkpoint"; }

cp -a "$work/template" "$work/undisturbed"
start=$(date +%s%N)
import "$work/undisturbed"
took_us=$(( ($(date +%s%N) - start) / 1000 ))
wanted=$(state "$work/undisturbed")

hit=0 none=0 whole=0
for n in $(seq "$kills"); do
  rm -rf "$work/study"; cp -a "$work/template" "$work/study"
  # The program itself, not a shell that waits for it.
  $curate consent import "$work/table.csv" --by officer --study "$work/study" --quiet >/dev/null 2>&1 &
  pid=$!
  sleep "$(awk -v us="$took_us" -v r="$RANDOM" 'BEGIN { printf "%.6f", us * 1.1 * r / 32768 / 1e6 }')"
  kill -9 "$pid" 2>/dev/null && hit=$((hit + 1))
  wait "$pid" 2>/dev/null || true
  found=$($curate consent log --study "$work/study" | wc -l)
  case "$found" in
    0) none=$((none + 1)) ;;
    "$rows") whole=$((whole + 1)) ;;
    *) echo "kill $n: $found of $rows events"; exit 1 ;;
  esac
  import "$work/study" || { echo "kill $n: the next import fails"; exit 1; }
  $curate consent verify --study "$work/study" --quiet || { echo "kill $n: not intact"; exit 1; }
  [ "$(state "$work/study")" = "$wanted" ] || { echo "kill $n: another state"; exit 1; }
done
echo "$kills kills, $hit while it ran ($none before, $whole after it had recorded): each time the state of an undisturbed run"
