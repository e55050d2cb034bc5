#!/bin/bash
# `curate deidentify` on hostile objects under AddressSanitizer and UndefinedBehaviorSanitizer: cut at every kind of place, 10,000
# levels, undefined lengths without end, wrong VRs, stars in dates and names (support::hostile_objects), each alone, with no
# option and with many; a text element of 2 GB, a picture with 60 GB behind it; every public file by itself. Each run must end within
# 60 seconds with status 0 or 3 and below 2 GB of memory, without a sanitizer's report or an error that curate calls unexpected,
# and leave no half-written file.
# Usage: hostile_objects.sh [SHARED=../shared] [EVERY=1]: of the public files, every EVERYth
# CURATE=PROGRAM tries that program and builds none: quicker, but only crashes and hangs are seen.
set -eu
cd "$(dirname "$0")/../.."
shared=${1:-../shared} every=${2:-1}
curate=${CURATE:-build/dev/curate}
if [ -z "${CURATE:-}" ]; then
  cmake --preset dev -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g" >/dev/null
  nice ninja -C build/dev curate >/dev/null
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
head -c 32 /dev/urandom >"$work/key"
chmod 600 "$work/key"
build/release/tests/make_hostile "$work/hostile"
runs=0 bad=0

run() { # run NAME INPUT OPTIONS...
  local name=$1 input=$2 status=0 memory
  shift 2
  rm -rf "$work/out"
  timeout 60 /usr/bin/env time -f %M -o "$work/memory" "$curate" deidentify "$input" -o "$work/out" --key "$work/key" --json "$@" \
    >"$work/said" 2>"$work/talk" || status=$?
  memory=$(tail -1 "$work/memory" 2>/dev/null || echo 0)
  runs=$((runs + 1))
  if { [ "$status" -ne 0 ] && [ "$status" -ne 3 ]; } || grep -qE 'Sanitizer|runtime error|unexpected error' "$work/talk" ||
    grep -rqa QXHOSTILEZ "$work/out" "$work/said" "$work/talk" 2>/dev/null || [ "${memory:-0}" -gt 2000000 ] ||
    [ -n "$(find "$work/out" -name '*.partial' 2>/dev/null)" ]; then
    bad=$((bad + 1))
    echo "BAD ($status, $memory kB): $name $*"
    head -5 "$work/talk"
  fi
}
each() {
  run "$1" "$2"
  run "$1" "$2" --option retain-safe-private --option retain-modified-dates --option clean-descriptors \
    --option clean-structured-content --option clean-graphics
}

for file in "$work"/hostile/*; do each "$(basename "$file")" "$file"; done
run "all of them at once" "$work/hostile"

# A text of 2 GB, as a sparse file: the element that is longer than its file, and a file as long as it says.
mkdir "$work/large"
cp "$work/hostile/longer_than_the_file" "$work/large/text.dcm"
at=$(LC_ALL=C grep -obUaP '\x60\xA1UT' "$work/large/text.dcm" | head -1 | cut -d: -f1)
truncate -s $((at + 10 + 0x7ffffff0)) "$work/large/text.dcm"
build/release/tests/make_planted_file "$work/planted" && cp "$work/planted/dicom/planted.dcm" "$work/large/long.dcm"
truncate -s 60G "$work/large/long.dcm"
for file in "$work"/large/*; do each "$(basename "$file")" "$file"; done

n=0
while IFS= read -r -d '' file; do
  n=$((n + 1))
  [ $((n % every)) -eq 0 ] || continue
  each "${file#"$shared"/}" "$file"
done < <(find "$shared/data/dicom" -type f -print0 2>/dev/null | sort -z)
echo "$runs runs, $bad bad"
[ "$bad" -eq 0 ]
