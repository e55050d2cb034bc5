#!/bin/bash
# How long 100,000 people take: import of their consents, decisions for all, the whole ledger verified.
# Usage: consent_speed.sh [PEOPLE=100000]
set -eu
cd "$(dirname "$0")/../.."
people=${1:-100000}
curate=${CURATE:-build/release/curate}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v n="$people" 'BEGIN {
  srand(1)
  split("GRU HMB NRES", p, " "); split("open registered controlled", a, " "); split("everywhere|eea_and_adequate|DE FR", r, "|")
  print "participant_id,from,until,permission,modifiers,access,regions,kinds,commercial,recontact,evidence_sha256"
  for (i = 0; i < n; i++)
    printf "sub-%06d,20%02d-%02d-%02d,%s,%s,%s,%s,%s,images derived,%s,%s,%064x\n", i, 10 + int(rand() * 16), 1 + int(rand() * 12),
      1 + int(rand() * 28), rand() < .3 ? "2099-01-01" : "", p[1 + int(rand() * 3)], rand() < .5 ? "NPU" : "", a[1 + int(rand() * 3)],
      r[1 + int(rand() * 3)], rand() < .5 ? "yes" : "no", rand() < .5 ? "yes" : "no", i
}' >"$work/table.csv"
$curate init "$work/study" >/dev/null
timed() { what=$1; shift; /usr/bin/time -f "$what: %e s (%U user, %S system), %M kB" "$@" >/dev/null; }
timed "import" $curate consent import "$work/table.csv" --study "$work/study"
timed "import again" $curate consent import "$work/table.csv" --study "$work/study"
timed "list" $curate consent list --study "$work/study"
timed "decisions for all" $curate consent report --license CC-BY-4.0 --access open --kind images --study "$work/study"
timed "verify" $curate consent verify --study "$work/study"
