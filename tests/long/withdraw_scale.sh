#!/bin/bash
# `curate withdraw` in a study of 100,000 people (tiny files) against one `find` over it and the rewriting of the tables that
# name the person (by sed): at most three times the first and the second once. Everything is in the page cache; CPU seconds are
# told too. Usage: withdraw_scale.sh [PEOPLE=100000]
set -eu
cd "$(dirname "$0")/../.."
people=${1:-100000}
curate=$PWD/build/release/curate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
$curate init "$work/study" --name scale >/dev/null
python3 - "$work/study/dataset" "$people" <<'PY'
import os, sys
root, people = sys.argv[1], int(sys.argv[2])
os.makedirs(root + "/phenotype", exist_ok=True)
tables = [open(f"{root}/{name}", "w") for name in ("participants.tsv", "phenotype/clinic.tsv")]
for table in tables:
    table.write("participant_id\tvalue\n")
for n in range(people):
    label = f"P{n:09d}"
    folder = f"{root}/sub-{label}/anat"
    os.makedirs(folder)
    stem = f"{folder}/sub-{label}_T1w"
    with open(stem + ".json", "w") as file:
        file.write('{"EchoTime": 0.00456, "RepetitionTime": 2.3, "Manufacturer": "Siemens"}\n')
    with open(stem + ".nii.gz", "w") as file:
        file.write("picture")
    for table in tables:
        table.write(f"sub-{label}\t{n}\n")
PY

best() { sort -n | head -1; }
time_of() { /usr/bin/time -f '%e %U %S' -o "$work/time" "$@" >/dev/null; cat "$work/time"; }

find "$work/study" >/dev/null
for _ in 1 2 3; do time_of find "$work/study"; done | best >"$work/find"
rewrite() { for table in participants.tsv phenotype/clinic.tsv; do sed '/never/d' "$work/study/dataset/$table" >"$work/table"; done; }
start=$(date +%s%N); rewrite; rewriting=$(awk -v t=$(($(date +%s%N) - start)) 'BEGIN { printf "%.2f", t / 1e9 }')
i=10
for _ in 1 2 3; do
  i=$((i + 1))
  time_of $curate withdraw "sub-P$(printf '%09d' $i)" --level use --study "$work/study" --quiet
done | best >"$work/withdraw"
echo "find (wall, user, system s): $(cat "$work/find"); rewriting: $rewriting s; withdraw: $(cat "$work/withdraw")"
awk -v find="$(cut -d' ' -f1 "$work/find")" -v more="$rewriting" -v got="$(cut -d' ' -f1 "$work/withdraw")" 'BEGIN {
  printf "withdraw took %.2f of what is allowed (3 x find + rewriting)\n", got / (3 * find + more); exit !(got <= 3 * find + more) }'
