#!/bin/bash
# Kills `curate release build` of a made study at random moments (SIGKILL), runs it again, and compares what lies in releases/ with an
# undisturbed build: the same bytes, and nothing else. By turns as a folder, tar, tar.zst and zip.
# Usage: release_kills.sh [KILLS=100] [PEOPLE=60]    Needs: ninja -C build/release curate make_study
set -eu
cd "$(dirname "$0")/../.."
kills=${1:-100} people=${2:-60}
curate=$PWD/build/release/curate
work=$(mktemp -d "${TMPDIR:-/tmp}/kills.XXXXXX")
trap 'rm -rf "$work"' EXIT
digest() { (cd "$1" && find . -printf '%p %y\n' | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) | sha256sum; }
command=("$curate" release build --version 1.0.0 --license CC0-1.0 --access open --date 2026-03-01 --quiet --study "$work/study" --format)

build/release/tests/make_study "$work/template" "$people"
declare -A wanted took_ms
formats=(folder tar tar.zst zip)
for format in "${formats[@]}"; do
  rm -rf "$work/study"; cp -a "$work/template" "$work/study"
  start=$(date +%s%N)
  "${command[@]}" "$format" >/dev/null
  took_ms[$format]=$(( ($(date +%s%N) - start) / 1000000 ))
  wanted[$format]=$(digest "$work/study/releases")
done

hit=0 begun=0 named=0
for n in $(seq "$kills"); do
  format=${formats[$((n % 4))]}
  rm -rf "$work/study"; cp -a "$work/template" "$work/study"
  "${command[@]}" "$format" >/dev/null 2>&1 &
  pid=$!
  sleep "$(awk -v t="${took_ms[$format]}" -v r=$RANDOM 'BEGIN { printf "%.3f", t * r / 32768 / 1000 }')"
  if kill -KILL $pid 2>/dev/null; then hit=$((hit + 1)); fi
  wait $pid 2>/dev/null || true
  [ -z "$(ls -A "$work/study/releases" 2>/dev/null)" ] || begun=$((begun + 1))
  if ls "$work/study/releases/" 2>/dev/null | grep -q .; then
    named=$((named + 1))
    [ "$(digest "$work/study/releases")" = "${wanted[$format]}" ] || { echo "kill $n: half a release has its name"; exit 1; }
  fi
  status=0
  "${command[@]}" "$format" >/dev/null 2>"$work/talk" || status=$?
  # What was whole and known as built is not built twice.
  if [ "$status" != 0 ] && ! grep -q "is there already" "$work/talk"; then cat "$work/talk"; echo "kill $n: exit $status"; exit 1; fi
  if [ "$(digest "$work/study/releases")" != "${wanted[$format]}" ]; then
    echo "kill $n ($format): another release, or something else beside it:"
    find "$work/study/releases" -maxdepth 2 | head
    exit 1
  fi
done
echo "$kills runs, $hit killed in time ($begun when something lay in releases/, $named when the release had its name): every next run ended with the same bytes, and nothing else"
