#!/bin/bash
# Whether de-identified series still convert to the same pictures: every public set is converted to NIfTI as it is, and once more
# after `curate deidentify --option retain-safe-private --option retain-modified-dates` (without the latter the standard has times
# of acquisition removed, by which some scanners tell slices apart); voxels, affine, gradients, slice timing and readout must be equal
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

sets=("$@")
[ ${#sets[@]} -gt 0 ] || mapfile -t sets < <(ls "$shared/data/dicom")
bad=0 all=0 equal=0

flat() { "$curate" convert "$1" --layout flat -o "$2" --json --quiet >"$2.json" 2>/dev/null || [ $? -eq 3 ]; }

for set in "${sets[@]}"; do
  in=$shared/data/dicom/$set
  [ -d "$in/In" ] && in=$in/In
  rm -rf "$work/before" "$work/after" "$work/out"
  flat "$in" "$work/before"
  status=0
  "$curate" deidentify "$in" -o "$work/out" --key "$work/key" --option retain-safe-private --option retain-modified-dates --json >"$work/said" 2>"$work/talk" ||
    status=$?
  [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || { echo "$set: deidentify exits with $status"; cat "$work/talk"; bad=1; continue; }
  written=$(find "$work/out" -name '*.dcm' | wc -l)
  codes=$(grep -ohE '"code": ?"[A-Z0-9-]+"' "$work/said" | sed 's/.*: *//' | sort | uniq -c | awk '{ printf " %s x%s", $2, $1 }')
  if [ "$(find "$work/before" -name '*.nii*' | wc -l)" -eq 0 ]; then
    echo "$set: no pictures before; $written files written$codes"
    continue
  fi
  flat "$work/out" "$work/after"
  /usr/bin/python3 "$shared/tools/compare_nifti.py" "$work/after" "$work/before" --fields >"$work/compared" || true
  line=$(tail -1 "$work/compared")
  echo "$set: $line; $written files written$codes"
  grep -A8 DIFFERS "$work/compared" || true
  equal=$((equal + $(echo "$line" | cut -d' ' -f1)))
  all=$((all + $(echo "$line" | cut -d' ' -f3)))
done
echo "$equal of $all pictures equal"
[ "$equal" -eq "$all" ] && [ "$bad" -eq 0 ]
