#!/bin/bash
# Whether an output is as conformant as its input: Debian's dciodvfy (dicom3tools) must find no error in a de-identified file that
# it did not find in the original. Errors are compared by their text, numbers and values in it left out. Reads every EVERYth
# file of the public scans and of the small sample study, with no option and with all that retain.
# Usage: dciodvfy.sh [EVERY=10] [SHARED=../shared]
set -eu
cd "$(dirname "$0")/../.."
every=${1:-10} shared=${2:-../shared}
command -v dciodvfy >/dev/null || { echo "dciodvfy.sh: needs Debian's dicom3tools" >&2; exit 2; }
curate=$PWD/build/release/curate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
head -c 32 /dev/urandom >"$work/key"
chmod 600 "$work/key"
build/release/tests/make_ms_demo "$work/sample" --small >/dev/null
[ -d "$shared/data/dicom" ] || echo "dciodvfy.sh: no public scans in $shared" >&2

# Errors without the values and UIDs that they quote.
errors() { dciodvfy "$1" 2>&1 | grep '^Error' | sed -E "s/= <[^>]*>/= <>/g; s/'[^']*'/''/g; s/UID [0-9.]+/UID/g" | sort -u; }

files=0 bad=0 refused=0
check() { # check FILE OPTIONS...
  local file=$1 plain=$1 out
  shift
  rm -rf "$work/out"
  case "$file" in *.gz) plain=$work/plain; gzip -dc "$file" >"$plain" ;; esac
  "$curate" deidentify "$file" -o "$work/out" --key "$work/key" --subject x1 --quiet "$@" >/dev/null 2>&1 || [ $? -eq 3 ] ||
    { echo "BAD exit: $file $*"; bad=$((bad + 1)); return; }
  out=$(find "$work/out" -name '*.dcm' | head -1)
  [ -n "$out" ] || { refused=$((refused + 1)); return; }
  files=$((files + 1))
  comm -13 <(errors "$plain") <(errors "$out") >"$work/new"
  [ -s "$work/new" ] || return 0
  bad=$((bad + 1))
  echo "NEW in ${file#"$shared"/} ($*):"
  head -5 "$work/new"
  cat "$work/new" >>"$work/all_new"
}

n=0
while IFS= read -r -d '' file; do
  n=$((n + 1))
  [ $((n % every)) -eq 0 ] || continue
  check "$file"
  check "$file" --option retain-modified-dates --option retain-patient-characteristics --option retain-device-identity \
    --option retain-institution-identity --option retain-safe-private --option clean-descriptors \
    --option clean-structured-content --option clean-graphics
done < <(find "$shared/data/dicom" "$work/sample/dicom" -type f -print0 2>/dev/null | sort -z)
echo "$files outputs, $refused not written, $bad with a new error"
[ ! -s "$work/all_new" ] || { echo "new errors by number:"; sort "$work/all_new" | uniq -c | sort -rn | head -30; }
[ "$bad" -eq 0 ] && [ "$files" -gt 0 ]
