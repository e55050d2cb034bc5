#!/bin/bash
# Kills the conversion of the sample study at random moments (SIGKILL), lets the next run finish it, and compares the
# dataset with that of an undisturbed run, byte for byte. Also compares 1 job with 8.
# Usage: kills.sh [KILLS=20] [SAMPLE_FOLDER=sample-datasets/ms-demo/dicom]
set -eu
cd "$(dirname "$0")/../.."
kills=${1:-20}
sample=${2:-sample-datasets/ms-demo/dicom}
curate=build/release/curate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

digest() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum); }

$curate init "$work/template" --name kills >/dev/null
cp -a "$work/template" "$work/undisturbed"
start=$(date +%s%N)
$curate convert "$sample" --study "$work/undisturbed" --face keep --quiet --jobs 8 >/dev/null
took_ms=$(( ($(date +%s%N) - start) / 1000000 ))
wanted=$(digest "$work/undisturbed/dataset")
cp -a "$work/template" "$work/single"
$curate convert "$sample" --study "$work/single" --face keep --quiet --jobs 1 >/dev/null
[ "$(digest "$work/single/dataset")" = "$wanted" ] || { echo "1 job and 8 jobs differ"; exit 1; }
echo "1 job and 8 jobs: the same bytes ($took_ms ms undisturbed)"

hit=0
for n in $(seq "$kills"); do
  rm -rf "$work/study"; cp -a "$work/template" "$work/study"
  $curate convert "$sample" --study "$work/study" --face keep --quiet >/dev/null 2>&1 &
  pid=$!
  sleep "$(awk -v t="$took_ms" -v r=$RANDOM 'BEGIN { printf "%.3f", t * r / 32768 / 1000 }')"
  if kill -KILL $pid 2>/dev/null; then hit=$((hit + 1)); fi
  wait $pid 2>/dev/null || true
  written=$(find "$work/study/dataset" -name '*.nii.gz' 2>/dev/null | wc -l)
  $curate convert "$sample" --study "$work/study" --face keep --quiet >/dev/null
  if [ "$(digest "$work/study/dataset")" != "$wanted" ]; then
    echo "kill $n: the dataset differs:"
    diff -rq "$work/undisturbed/dataset" "$work/study/dataset" | head
    exit 1
  fi
  echo "kill $n (after $written pictures): the same bytes"
done
echo "$kills runs, $hit killed in time, every resumed dataset equals the undisturbed one"
