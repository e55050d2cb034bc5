#!/bin/bash
# Wall time and size of `curate convert --layout flat` against Debian's `dcm2niix -z y` on the same folders, alternating,
# outputs on the same disk; prints the median of the runs for each folder and the ratios.
# Usage: against_dcm2niix.sh [-n RUNS] [-c CORES] FOLDER...   (-c 0: both pinned to core 0, and CPU time is compared)
set -eu
runs=5
pin=""
while getopts n:c: option; do
  case "$option" in
    n) runs=$OPTARG ;;
    c) pin="taskset -c $OPTARG" ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
curate=$(dirname "$0")/../../build/release/curate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

timed() { # timed LOG COMMAND...: appends "wall cpu"
  local log=$1; shift
  local TIMEFORMAT='%R %U %S'
  { time "$@" >/dev/null 2>&1; } 2>"$work/time" || true
  awk '{ print $1, $2 + $3 }' "$work/time" >>"$log"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
total() { find "$1" -name '*.nii.gz' -printf '%s\n' | awk '{ s += $1 } END { print s + 0 }'; }

printf '%-24s %10s %10s %7s %10s %10s %7s %7s\n' folder ours_s theirs_s ratio ours_cpu theirs_cpu ratio size
for folder in "$@"; do
  rm -f "$work/ours" "$work/theirs"
  for run in $(seq 0 "$runs"); do
    rm -rf "$work/a" "$work/b"; mkdir "$work/a" "$work/b"
    timed "$work/ours" $pin "$curate" convert "$folder" --layout flat -o "$work/a" --quiet
    timed "$work/theirs" $pin dcm2niix -z y -o "$work/b" "$folder"
    # The first pair warms the disk cache and is not counted.
    [ "$run" -gt 0 ] || rm -f "$work/ours" "$work/theirs"
  done
  awk -v f="$(basename "$(dirname "$folder")")" -v a="$(cut -d' ' -f1 "$work/ours" | median)" \
    -v b="$(cut -d' ' -f1 "$work/theirs" | median)" -v c="$(cut -d' ' -f2 "$work/ours" | median)" \
    -v d="$(cut -d' ' -f2 "$work/theirs" | median)" -v s="$(total "$work/a")" -v t="$(total "$work/b")" \
    'BEGIN { printf "%-24s %10.3f %10.3f %7.2f %10.3f %10.3f %7.2f %7.3f\n", f, a, b, a / b, c, d, c / d, s / t }'
done
