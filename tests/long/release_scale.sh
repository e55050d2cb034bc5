#!/bin/bash
# Time and memory of planning, building and comparing a release of FILES small files. Wanted: at most 200 MB at 100,000 files.
# Usage: release_scale.sh [FILES=100000] [FORMATS="folder tar tar.zst zip"]    Needs: ninja -C build/release curate make_study
set -eu
cd "$(dirname "$0")/../.."
files=${1:-100000} formats=${2:-folder tar tar.zst zip}
curate=$PWD/build/release/curate
work=$(mktemp -d "${TMPDIR:-/tmp}/scale.XXXXXX")
trap 'rm -rf "$work"' EXIT
build/release/tests/make_study "$work/study" $(((files + 10) / 11))
export SOURCE_DATE_EPOCH=1772366400
most=0
measured() { # measured WHAT COMMAND
  local what=$1
  shift
  /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >/dev/null
  read -r wall user system memory <"$work/time"
  echo "$what: $wall s ($user s user, $system s system), $((memory / 1024)) MB"
  if [ "$memory" -gt "$most" ]; then most=$memory; fi
}
ask=(--license CC0-1.0 --access open --study "$work/study")
measured "plan of $(find "$work/study/dataset" -type f | wc -l) files" "$curate" release plan "${ask[@]}"
for format in $formats; do
  measured "build as $format" "$curate" release build --version 1.0.0 --format "$format" "${ask[@]}"
  rm -rf "$work/study/releases"
done
measured "the next version" "$curate" release build --version 1.0.1 --format tar "${ask[@]}"
measured "diff" "$curate" release diff 1.0.0 1.0.1 --study "$work/study"
[ "$most" -le $((200 * 1024)) ] || { echo "more than 200 MB"; exit 1; }
