#!/bin/bash
# Builds the fuzz targets with clang (preset `fuzz`: libFuzzer, AddressSanitizer, UndefinedBehaviorSanitizer) and runs each
# from tests/fuzz/corpus, one after the other. Prints a row for each; inputs that fail are left in the folder of the run.
# Usage: fuzz.sh [TARGET...]    RUNS=1000000 SECONDS_EACH=3600 WORK=folder DATA=../shared/data may be set.
# Needs: tools/packages.sh build fuzz
set -eu
cd "$(dirname "$0")/../.."
runs=${RUNS:-1000000} seconds=${SECONDS_EACH:-3600} work=${WORK:-$(mktemp -d)} data=${DATA:-../shared/data}/dicom
if [ $# -gt 0 ]; then targets=("$@"); else
  targets=()
  for file in tests/fuzz/*_fuzz.cpp; do file=${file##*/}; targets+=("${file%_fuzz.cpp}"); done
fi
cmake --preset fuzz >/dev/null
nice ninja --quiet -C build/fuzz "${targets[@]/#/fuzz_}"

# Public headers, where there are any: the beginning of each small odd file.
mkdir -p "$work/public"
if [ -d "$data/pydicom/In" ] && [ -z "$(ls "$work/public")" ]; then
  while IFS= read -r -d '' file; do head -c 2048 "$file" >"$work/public/$(echo "$file" | md5sum | cut -c1-16)"
  done < <(find "$data/pydicom/In" -type f -size -64k -print0)
fi

bad=0
printf '%-14s %10s %8s %8s %7s %7s  %s\n' target runs seconds runs/s edges corpus verdict
for target in "${targets[@]}"; do
  folder=$work/$target
  mkdir -p "$folder/corpus" "$folder/failed"
  more=() length=4096
  case $target in
    header|load) more=("$work/public") length=2048 ;;
    jpeg|jpeg2000|rle|pixels|fragments) length=1024 ;;
  esac
  dictionary=() 
  [ -f "tests/fuzz/$target.dict" ] && dictionary=("-dict=tests/fuzz/$target.dict")
  status=0 started=$(date +%s)
  nice -n 19 "build/fuzz/tests/fuzz/fuzz_$target" -runs="$runs" -max_total_time="$seconds" -max_len=$length -timeout=20 \
    -rss_limit_mb=2048 -malloc_limit_mb=1024 -print_final_stats=1 -artifact_prefix="$folder/failed/" "${dictionary[@]}" \
    "$folder/corpus" "tests/fuzz/corpus/$target" "${more[@]}" >"$folder/log" 2>&1 || status=$?
  took=$(($(date +%s) - started))
  done_runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log" | tail -1)
  edges=$(grep -oE 'cov: [0-9]+' "$folder/log" | tail -1 | cut -d' ' -f2 || true)
  verdict=clean
  if [ "$status" -ne 0 ] || grep -qE 'Sanitizer|runtime error' "$folder/log"; then
    verdict="FAILED ($status): $folder" bad=$((bad + 1))
  elif [ "${done_runs:-0}" -lt "$runs" ]; then verdict="clean, but out of time"
  fi
  printf '%-14s %10s %8s %8s %7s %7s  %s\n' "$target" "${done_runs:-?}" "$took" \
    "$((${done_runs:-0} / (took > 0 ? took : 1)))" "${edges:-?}" "$(ls "$folder/corpus" | wc -l)" "$verdict"
done
[ "$bad" -eq 0 ]
