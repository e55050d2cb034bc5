#!/bin/sh
# 100,000 files in one call against 5,000 of the same kind: time per file within 1.2 times, peak memory larger by no more
# than 0.25 kB for each file more: what is kept of the first look, and of the headers of the first 6,000 files. The files are
# made for the run (2.2 GB) and removed. Both are read once before, so that the disk does not count.
# usage: tests/long/scale.sh [SERIES] (of 2,500 files each; default 40)
set -eu
cd "$(dirname "$0")/../.."
series=${1:-40}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/release/tests/make_many_files "$work/many" "$series"
mkdir "$work/few"
for one in 001 002; do cp -r "$work/many/$one" "$work/few/$one"; done

# measure FOLDER FILES: wall and CPU seconds per 1,000 files, the least of three runs, and the highest peak in kB.
measure() {
  find "$1" -type f -exec cat {} + >/dev/null
  : >"$work/times"
  for _ in 1 2 3; do
    rm -rf "$work/out"
    /usr/bin/time -a -f '%e %U %S %M' -o "$work/times" build/release/curate convert "$1" --layout flat -o "$work/out" --quiet >/dev/null
  done
  awk -v files="$2" '{ cpu = $2 + $3
    if (NR == 1 || $1 < wall) wall = $1
    if (NR == 1 || cpu < least) least = cpu
    if ($4 > peak) peak = $4
  } END { printf "%.3f %.3f %d\n", 1000 * wall / files, 1000 * least / files, peak }' "$work/times"
}
few=$(measure "$work/few" 5000)
many=$(measure "$work/many" $((series * 2500)))
echo "5000 files: wall s per 1000 files, CPU s per 1000 files, peak kB: $few"
echo "$((series * 2500)) files: the same: $many"
echo "$few $many" | awk -v more=$((series * 2500 - 5000)) '{
  kept = ($6 - $3) / (more > 0 ? more : 1)
  printf "wall per file %.2f times, CPU per file %.2f times, %.2f kB more for each file more\n", $4 / $1, $5 / $2, kept
  exit !($5 <= 1.2 * $2 && $4 <= 1.2 * $1 && kept <= 0.25) }'
