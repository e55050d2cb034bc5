#!/bin/bash
# Peak memory of the conversion of one series, and of 20 copies of it: the second must not be larger, and both at most
# 3 times the series plus 100 MB. Usage: memory.sh (makes its own series)
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/release/tests/make_large_series "$work/one" 1
build/release/tests/make_large_series "$work/twenty" 20
peak_kb() { # peak_kb FOLDER OUT
  /usr/bin/time -f %M -o "$work/peak" build/release/curate convert "$1" --layout flat -o "$2" --quiet >/dev/null
  cat "$work/peak"
}
series_kb=$(du -sk "$work/one" | cut -f1)
one=$(peak_kb "$work/one" "$work/out-one")
twenty=$(peak_kb "$work/twenty" "$work/out-twenty")
limit=$((3 * series_kb + 100000))
echo "series $series_kb kB; peak with 1: $one kB, with 20: $twenty kB; limit $limit kB"
[ "$one" -le "$limit" ] && [ "$twenty" -le "$limit" ]
