#!/bin/bash
# How fast releases are written and verified: 40 made pictures of 13.3 MB that do not compress (532 MB), warm, on one disk, beside GNU tar
# and sha256sum by turns in the same run; medians of RUNS. Then the memory of 100,000 small files, in every format.
# Wanted: a tar <= 0.5 of GNU tar and a sha256sum pass, verify <= 0.3 of sha256sum -c, memory <= 200 MB.
# Usage: release_speed.sh [RUNS=5]    Needs: ninja -C build/release curate make_release
set -eu
cd "$(dirname "$0")/../.."
runs=${1:-5}
curate=$PWD/build/release/curate make=$PWD/build/release/tests/make_release
work=$(mktemp -d "${TMPDIR:-/tmp}/release.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

for i in $(seq 10 49); do
  mkdir -p "in/sub-$i/anat"
  head -c 13300000 /dev/urandom >"in/sub-$i/anat/sub-${i}_T1w.nii.gz"
done

# timed NAME COMMAND: adds wall seconds, and those of the processor, to NAME.
timed() {
  local name=$1
  shift
  /usr/bin/time -a -o "$name" -f '%e %U %S %M' sh -c "$*" >/dev/null 2>talk || { cat talk >&2; exit 1; }
}
median() { sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }
wall() { cut -d' ' -f1 "$1" | median; }
cpu() { awk '{print $2 + $3}' "$1" | median; }
row() { # row WHAT OURS THEIRS WANTED
  awk -v what="$1" -v a="$(wall "$2")" -v b="$(wall "$3")" -v c="$(cpu "$2")" -v d="$(cpu "$3")" -v wanted="$4" 'BEGIN {
    printf "%-14s wall %5.2f s of %5.2f: %.2f   processor %5.2f s of %5.2f: %.2f   wanted %s\n", what, a, b, a / b, c, d, c / d, wanted }'
}

echo "load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores, medians of $runs"
"$make" in folder folder 2 >/dev/null
cat in/*/*/* >/dev/null
for _ in $(seq "$runs"); do
  rm -f ours.tar gnu.tar
  timed write "$make in ours.tar tar 2"
  timed gnu 'tar -cf gnu.tar in && cd in && find . -type f -print0 | xargs -0 sha256sum'
  timed check 'cd folder && sha256sum -c --quiet MANIFEST.sha256'
  timed folder_ "$curate verify folder --no-pin --quiet"
  timed tar_ "$curate verify ours.tar --no-pin --quiet"
done
row 'write tar' write gnu 0.5
row 'verify folder' folder_ check 0.3
row 'verify tar' tar_ check 0.3

python3 - <<'PYTHON'
import os
for s in range(1000):
    folder = f'many/sub-{s:03d}/ses-1/func'
    os.makedirs(folder)
    for k in range(100):
        with open(f'{folder}/sub-{s:03d}_ses-1_task-rest_run-{k:02d}_bold.json', 'w') as file:
            file.write('{"RepetitionTime": 2}\n')
PYTHON
for format in folder tar zip tar.zst; do
  timed "w_$format" "$make many many.$format $format 2"
  timed "v_$format" "$curate verify many.$format --no-pin --quiet"
  echo "100,000 files, $format: written with $(($(cut -d' ' -f4 "w_$format") / 1024)) MB, verified with $(($(cut -d' ' -f4 "v_$format") / 1024)) MB"
done
