#!/bin/bash
# How fast `curate deidentify` is on one core: 5,000 classic files of 14 kB and 5,000 of 137 kB (GE's header, about 220 elements,
# private blocks), warm, in memory (/dev/shm) and on disk, with no option and with retain-safe-private, beside `cp -r` of
# the same folder by turns in the same run. Everything runs with `taskset -c 0`. Of each the best of RUNS is told: files/s and
# seconds. Wanted: at least 4,000 files/s, and no more than twice the time of `cp -r`.
# Usage: deidentify_speed.sh [RUNS=3] [SERIES=2]
set -eu
cd "$(dirname "$0")/../.."
runs=${1:-3} series=${2:-2}
curate=$PWD/build/release/curate make=$PWD/build/release/tests/make_many_files
disk=$(mktemp -d "${TMPDIR:-/tmp}/speed.XXXXXX")
memory=$(mktemp -d /dev/shm/speed.XXXXXX)
trap 'rm -rf "$disk" "$memory"' EXIT
head -c 32 /dev/urandom >"$disk/key"
chmod 600 "$disk/key"

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# Nothing is removed in between: ext4 looks long for inodes where many were freed within half a minute.
timed() { # timed COMMAND...: milliseconds on one core
  local start
  sync
  start=$(now_ms)
  taskset -c 0 "$@" >/dev/null 2>"$disk/talk" || { cat "$disk/talk" >&2; echo "failed: $*" >&2; exit 1; }
  echo $(($(now_ms) - start))
}

least() { [ -z "$1" ] || [ "$2" -lt "$1" ] && echo "$2" || echo "$1"; }

echo "load $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) cores, best of $runs"
printf '%-8s %-8s %-22s %8s %9s %8s %6s\n' files where what seconds files/s "cp -r s" ratio
for across in 64 256; do
  "$make" "$disk/made" "$series" "$across"
  count=$(find "$disk/made" -type f | wc -l)
  size=$(($(du -sb "$disk/made" | cut -f1) / count / 1024))kB
  for where in memory disk; do
    folder=${!where}
    [ "$where" = memory ] && cp -r "$disk/made" "$memory/made"
    find "$folder/made" -type f -print0 | xargs -0 cat >/dev/null
    copy='' plain='' safe=''
    for run in $(seq "$runs"); do
      copy=$(least "$copy" "$(timed cp -r "$folder/made" "$folder/copy$run")")
      plain=$(least "$plain" "$(timed "$curate" deidentify "$folder/made" -o "$folder/plain$run" --key "$disk/key" \
        --jobs 1 --quiet)")
      [ "$(find "$folder/plain$run" -name '*.dcm' | wc -l)" -eq "$count" ] || { echo "files are missing" >&2; exit 1; }
      safe=$(least "$safe" "$(timed "$curate" deidentify "$folder/made" -o "$folder/safe$run" --key "$disk/key" \
        --jobs 1 --quiet --option retain-safe-private)")
    done
    for what in plain safe; do
      [ "$what" = plain ] && words="no option" || words=retain-safe-private
      awk -v n="$count" -v size="$size" -v where="$where" -v words="$words" -v ms="${!what}" -v copy="$copy" \
        'BEGIN { printf "%-8s %-8s %-22s %8.2f %9.0f %8.2f %6.2f\n", size, where, words, ms / 1000, n * 1000 / ms, copy / 1000, ms / copy }'
    done
    rm -rf "$memory"/* "$disk"/copy* "$disk"/plain* "$disk"/safe*
  done
  rm -rf "$disk/made"
  sync
  sleep 40
done
