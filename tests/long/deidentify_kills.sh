#!/bin/bash
# Kills `curate deidentify` on the sample study at random moments (SIGKILL), lets the next run finish it, and compares the output
# with that of an undisturbed run, byte for byte. Also compares 1 job with 8.
# Usage: deidentify_kills.sh [KILLS=20] [SAMPLE_FOLDER] (default: the small sample study, made anew)
set -eu
cd "$(dirname "$0")/../.."
kills=${1:-20}
curate=build/release/curate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sample=${2:-}
if [ -z "$sample" ]; then
  build/release/tests/make_ms_demo "$work/sample" --small >/dev/null
  sample=$work/sample/dicom
fi
head -c 32 /dev/urandom >"$work/key"
chmod 600 "$work/key"

digest() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum); }
run() { $curate deidentify "$sample" -o "$1" --key "$work/key" --option retain-safe-private --quiet "${@:2}" >/dev/null || [ $? -eq 3 ]; }

start=$(date +%s%N)
run "$work/undisturbed" --jobs 8
took_ms=$((($(date +%s%N) - start) / 1000000))
wanted=$(digest "$work/undisturbed")
run "$work/single" --jobs 1
[ "$(digest "$work/single")" = "$wanted" ] || { echo "1 job and 8 jobs differ"; exit 1; }
echo "1 job and 8 jobs: the same bytes ($took_ms ms undisturbed)"

hit=0
for n in $(seq "$kills"); do
  rm -rf "$work/out"
  $curate deidentify "$sample" -o "$work/out" --key "$work/key" --option retain-safe-private --quiet >/dev/null 2>&1 &
  pid=$!
  sleep "$(awk -v t="$took_ms" -v r=$RANDOM 'BEGIN { printf "%.3f", t * r / 32768 / 1000 }')"
  if kill -KILL $pid 2>/dev/null; then hit=$((hit + 1)); fi
  wait $pid 2>/dev/null || true
  written=$(find "$work/out" -name '*.dcm' 2>/dev/null | wc -l)
  run "$work/out"
  if [ "$(digest "$work/out")" != "$wanted" ]; then
    echo "kill $n: the output differs:"
    diff -rq "$work/undisturbed" "$work/out" | head
    exit 1
  fi
  echo "kill $n (after $written files): the same bytes"
done
echo "$kills runs, $hit killed in time, every resumed output equals the undisturbed one"
