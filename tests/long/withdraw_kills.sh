#!/bin/bash
# Kills `curate withdraw` at random moments (SIGKILL), lets the next run go on, and compares the whole study, byte for byte,
# and the rows of its registry with those after an undisturbed run.
# Usage: withdraw_kills.sh [KILLS=200]
set -eu
cd "$(dirname "$0")/../.."
kills=${1:-200}
curate=$PWD/build/release/curate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1793000000

make() {
  $curate init "$1" --name kills >/dev/null
  mkdir -p "$1/dataset/phenotype" "$1/dataset/derivatives/v"
  echo "a made study" >"$1/dataset/README"
  for table in dataset/participants.tsv dataset/phenotype/a.tsv dataset/phenotype/b.tsv dataset/derivatives/v/group.tsv; do
    printf 'participant_id\tx\n' >"$1/$table"
  done
  sources=
  for label in K7QW2MZX41 B3NVT8RLQ2 P9XK4HDWM3 C6JYU2GFS4 M4ZRE7TBN5 07; do
    sub=sub-$label
    for session in 1 2 3; do
      folder=$1/dataset/$sub/ses-$session/anat
      mkdir -p "$folder" "$1/dataset/derivatives/v/$sub/ses-$session" "$1/private/unnamed/$sub"
      for suffix in T1w T2w FLAIR; do
        echo "$label $suffix" >"$folder/${sub}_ses-${session}_$suffix.nii.gz"
        echo '{"EchoTime": 0.1}' >"$folder/${sub}_ses-${session}_$suffix.json"
        echo mask >"$1/dataset/derivatives/v/$sub/ses-$session/${sub}_$suffix.nii.gz"
        echo x >"$1/private/unnamed/$sub/$session$suffix.json"
      done
    done
    for table in dataset/participants.tsv dataset/phenotype/a.tsv dataset/phenotype/b.tsv dataset/derivatives/v/group.tsv; do
      printf '%s\t1\n' "$sub" >>"$1/$table"
    done
    sources="$sources${sources:+, }\"bids::$sub/ses-1\""
    $curate consent add "$sub" --allow "permission=NRES access=open regions=everywhere kinds=images,derived" --from 2026-01-01 --by o --study "$1" --quiet
  done
  echo "{\"Sources\": [$sources]}" >"$1/dataset/derivatives/v/tpl-x_T1w.json"
  echo average >"$1/dataset/derivatives/v/tpl-x_T1w.nii.gz"
  $curate recipient add 'Lab A' --region DE --contact a@example.org --study "$1" --quiet
  # Rows of a conversion and of a release.
  python3 - "$1/private/registry.sqlite" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for n, label in enumerate("K7QW2MZX41 B3NVT8RLQ2 P9XK4HDWM3 C6JYU2GFS4 M4ZRE7TBN5 07".split()):
    db.execute("INSERT INTO people VALUES (?, ?, '', '')", (f"person{n}", label))
    db.execute("INSERT INTO visits VALUES (?, ?, '', '1')", (f"visit{n}", label))
    db.execute("INSERT INTO series VALUES (?, '', '', '', ?, '1', 'written', '', '')", (f"series{n}", label))
    db.execute("INSERT INTO files VALUES (?, ?, 0, '', 1, 1, '')", (f"dataset/sub-{label}/ses-1/a.nii.gz", f"series{n}"))
    db.execute("INSERT INTO release_subjects VALUES ('1.0.0', ?, ?)", (label, label))
db.execute("INSERT INTO releases VALUES ('1.0.0', 'kills', 'CC0-1.0', 'open', '2026-02-01', ?, ?, 'built')", ("1" * 64, "a" * 64))
db.execute("INSERT INTO release_recipients VALUES ('1.0.0', 'Lab A', '2026-02-02')")
db.commit()
PY
}

# All bytes but the database's, and the database's rows.
state() {
  (cd "$1" && find . -type f ! -name 'registry.sqlite*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
  python3 - "$1/private/registry.sqlite" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for (table,) in sorted(db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")):
    for row in sorted(db.execute(f"SELECT * FROM {table}"), key=repr):
        print(table, row)
PY
}

run() { $curate withdraw sub-K7QW2MZX41 --level use --by officer --study "$1" --quiet --jobs 2 >/dev/null 2>&1; }

make "$work/template"
cp -a "$work/template" "$work/undisturbed"
start=$(date +%s%N)
run "$work/undisturbed"
took_ms=$((($(date +%s%N) - start) / 1000000))
for _ in 1 2 3; do # the least of some: the machine may be busy
  rm -rf "$work/study"
  cp -a "$work/template" "$work/study"
  start=$(date +%s%N)
  run "$work/study"
  now_ms=$((($(date +%s%N) - start) / 1000000))
  if [ "$now_ms" -lt "$took_ms" ]; then took_ms=$now_ms; fi
done
state "$work/undisturbed" >"$work/wanted"
hit=0
begun=0
n=0
while [ "$hit" -lt "$kills" ]; do
  n=$((n + 1))
  rm -rf "$work/study"
  cp -a "$work/template" "$work/study"
  run "$work/study" &
  pid=$!
  sleep "$(awk -v t="$took_ms" -v r=$RANDOM 'BEGIN { printf "%.3f", t * r / 32768 / 1000 }')"
  child=$(pgrep -P $pid 2>/dev/null || true)
  if kill -KILL ${child:-$pid} 2>/dev/null; then hit=$((hit + 1)); fi
  wait $pid 2>/dev/null || true
  if [ -d "$work/study/private/withdrawals" ] && [ ! -e "$work/study/private/withdrawals/1/proof.json" ]; then begun=$((begun + 1)); fi
  run "$work/study"
  state "$work/study" >"$work/got"
  if ! cmp -s "$work/wanted" "$work/got"; then
    echo "kill $n: the study differs:"
    diff "$work/wanted" "$work/got" | head
    exit 1
  fi
done
echo "$n runs of $took_ms ms, $hit killed in time, $begun of them between the plan and the proof: every state is the undisturbed one's"
