#!/bin/bash
# Whether de-identified series still convert to the same pictures: every public set is converted to NIfTI as it is, and once more
# after `curate deidentify --option retain-safe-private`; voxels, affine, gradients, slice timing and readout must be equal
# (compare_nifti.py --fields, Debian's python3-nibabel). Series that the first conversion leaves out are none of ours; files
# that are refused by name of the reason (burned-in text, documents) are told.
# Usage: deidentify_round_trip.sh [SHARED=../shared] [SET...]
set -eu
cd "$(dirname "$0")/../.."
shared=$(realpath "${1:-../shared}")
[ -d "$shared/data/dicom" ] || { echo "deidentify_round_trip.sh: no public scans in $shared" >&2; exit 2; }
shift || true
curate=$PWD/build/release/curate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
head -c 32 /dev/urandom >"$work/key"
chmod 600 "$work/key"

bad=0 all=0 equal=0 refused=0

flat() { "$curate" convert "$1" --layout flat -o "$2" --json --quiet >"$2.json" 2>/dev/null || [ $? -eq 3 ]; }
clean() { # clean IN [SUBJECT]: exit 0 or 3
  rm -rf "$work/out"
  "$curate" deidentify "$1" -o "$work/out" --key "$work/key" ${2:+--subject "$2"} --option retain-safe-private \
    --json >"$work/said" 2>"$work/talk" || [ $? -eq 3 ]
}

round() { # round NAME IN
  local written codes lines missing
  rm -rf "$work/before" "$work/after"
  flat "$2" "$work/before"
  clean "$2" || { echo "$1: deidentify fails"; cat "$work/talk"; bad=1; return; }
  # Public files often have no id of a person: then they need a label.
  if grep -q DEID-PLACEHOLDER-ID "$work/said"; then clean "$2" x1; fi
  written=$(find "$work/out" -name '*.dcm' 2>/dev/null | wc -l)
  codes=$(grep -ohE '"code": ?"[A-Z0-9-]+"' "$work/said" | sed 's/.*: *//' | sort | uniq -c | awk '{ printf " %s x%s", $2, $1 }')
  if [ ! -d "$work/before" ] || [ "$written" -eq 0 ]; then
    echo "$1: $(find "$work/before" -name '*.nii*' 2>/dev/null | wc -l) pictures before; $written files written$codes"
    return
  fi
  flat "$work/out" "$work/after"
  /usr/bin/python3 "$shared/tools/compare_nifti.py" "$work/after" "$work/before" --fields >"$work/compared" || true
  lines=$(grep -cE '^(equal|DIFFERS)' "$work/compared" || true)
  missing=$(grep -c 'not produced' "$work/compared" || true)
  equal=$((equal + $(grep -c '^equal' "$work/compared" || true)))
  all=$((all + lines - missing)) refused=$((refused + missing))
  echo "$1: $(grep -c '^equal' "$work/compared" || true) of $((lines - missing)) equal, $missing left out; $written files written$codes"
  grep -A8 DIFFERS "$work/compared" | grep -vE '^equal|^--' || true
}

sets=("$@")
[ ${#sets[@]} -gt 0 ] || mapfile -t sets < <(ls "$shared/data/dicom")
for set in "${sets[@]}"; do
  in=$shared/data/dicom/$set
  if [ -d "$in/In" ]; then
    round "$set" "$in/In"
  else # folders of different people under one id
    while IFS= read -r folder; do round "${folder#"$shared"/data/dicom/}" "$folder"; done < <(find "$in" -type f -printf '%h\n' | sort -u)
  fi
done
echo "$equal of $all pictures equal, $refused left out"
[ "$equal" -eq "$all" ] && [ "$bad" -eq 0 ]
