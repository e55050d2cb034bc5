#!/bin/bash
# Hostile and foreign input under AddressSanitizer and UndefinedBehaviorSanitizer: every public series, every
# odd file by itself, and files made to exhaust time or memory. Each run must end within 60 seconds with status 0
# or 3, without a sanitizer's report and without an error that curate calls unexpected.
# Usage: hostile.sh [DATA] (the folder of public scans; default ../shared/data beside the checkout)
# CURATE=PROGRAM tries that program and builds none: quicker, but only crashes and hangs are seen.
set -eu
cd "$(dirname "$0")/../.."
data=${1:-../shared/data}/dicom
[ -d "$data" ] || { echo "hostile.sh: no public scans in $data" >&2; exit 2; }
curate=${CURATE:-build/dev/curate}
if [ -z "${CURATE:-}" ]; then
  cmake --preset dev -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g" >/dev/null
  ninja -C build/dev curate >/dev/null
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/all"
runs=0 bad=0

run() { # run ALLOWED-STATUSES NAME ARGUMENTS...: one run; tells of what must not be
  local allowed=$1 name=$2 status=0
  shift 2
  timeout 60 "$curate" "$@" >"$work/out" 2>"$work/err" || status=$?
  runs=$((runs + 1))
  if [[ " $allowed " != *" $status "* ]] || grep -qE 'Sanitizer|runtime error|unexpected error' "$work/err"; then
    bad=$((bad + 1))
    echo "BAD ($status): $name: curate $1"
    head -20 "$work/err"
  fi
}

convert() { # convert NAME PATH: inspected, written flat, and into a study under a label of our own
  rm -rf "$work/flat" "$work/study"
  run "0 3" "$1" inspect "$2" --json
  run "0 3" "$1" convert "$2" --layout flat -o "$work/flat" --json
  cat "$work/out" >>"$work/all"
  run "0" "$1" init "$work/study"
  run "0 3" "$1" convert "$2" --study "$work/study" --subject x1 --keep-unnamed --json
}

for set in "$data"/*/; do
  input=$set
  [ -d "$set/In" ] && input=$set/In
  convert "$(basename "$set")" "$input"
done
for folder in "$data"/dicom2nifti/failing/*/*/; do convert "${folder#"$data"/}" "$folder"; done
echo "series of whole sets, by status and code:"
grep -oE '^\{"series_number":[^,]*,"status":"[a-z]+","code":"[A-Z0-9-]*"' "$work/all" | sed 's/^[^,]*,//' | sort | uniq -c

files=0
while IFS= read -r -d '' file; do
  rm -rf "$work/flat"
  run "0 3" "${file#"$data"/}" convert "$file" --layout flat -o "$work/flat" --json
  files=$((files + 1))
done < <(find "$data/pydicom/In" -type f -print0 | sort -z)

# Made to exhaust time, memory or disk: a picture with 60 GB behind it, archives that grow a thousandfold.
mkdir "$work/bombs" "$work/zeros"
cp "$data/pydicom/In/MR_small.dcm" "$work/bombs/long.dcm"
chmod u+w "$work/bombs/long.dcm"
truncate -s 60G "$work/bombs/long.dcm"
truncate -s 2G "$work/zeros/zeros.dcm"
tar -C "$work/zeros" -cf - zeros.dcm | gzip -1 >"$work/bombs/zeros.tar.gz"
gzip -1 <"$work/zeros/zeros.dcm" >"$work/bombs/zeros.dcm.gz"
for bomb in "$work"/bombs/*; do
  rm -rf "$work/flat"
  run "0 3" "$(basename "$bomb")" convert "$bomb" --layout flat -o "$work/flat" --json
done
echo "$runs runs, $files files one by one, $bad bad"
[ "$bad" -eq 0 ]
