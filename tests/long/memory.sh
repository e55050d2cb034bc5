#!/bin/bash
# Peak memory of converting one series, and 20 others like it: with one job the second is not larger (by more than a tenth), and
# with all cores it stays at 3 times the series plus 100 MB. Makes its own series. Usage: memory.sh
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/release/tests/make_large_series "$work/one" 1
build/release/tests/make_large_series "$work/twenty" 20
peak_kb() { # peak_kb FOLDER JOBS
  rm -rf "$work/out"
  /usr/bin/time -f %M -o "$work/peak" build/release/curate convert "$1" --layout flat -o "$work/out" --quiet --jobs "$2" >/dev/null
  cat "$work/peak"
}
series_kb=$(du -sk "$work/one" | cut -f1)
limit=$((3 * series_kb + 100000))
one=$(peak_kb "$work/one" 1)
twenty=$(peak_kb "$work/twenty" 1)
busy=$(peak_kb "$work/twenty" "$(nproc)")
echo "series $series_kb kB; peak, one job: 1 series $one kB, 20 series $twenty kB; $(nproc) jobs, 20 series: $busy kB; limit $limit kB"
[ "$twenty" -le $((one * 11 / 10)) ] && [ "$busy" -le "$limit" ]
