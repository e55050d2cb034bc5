#!/bin/sh
# Writes libcurate/deid/terms_table.cpp: the defined and enumerated terms that Debian's dciodvfy (package dicom3tools, amd64)
# compares code strings with. Linkers keep a text that ends another one inside of it, so the texts are taken where the
# program's instructions and relocations point to. Needs binutils.
# usage: tools/make_terms_table.sh [dciodvfy] > libcurate/deid/terms_table.cpp
set -eu
export LC_ALL=C
program=${1:-/usr/bin/dciodvfy}
version=$(dpkg-query -W -f '${Version}' dicom3tools)
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

start=$(readelf -SW "$program" | sed -n 's/.* \.rodata  *PROGBITS  *\([0-9a-f]*\) .*/\1/p')
objcopy -O binary --only-section=.rodata "$program" "$folder/data"
{ objdump -d --no-show-raw-insn "$program" | sed -n 's/.*# \([0-9a-f]*\) .*/\1/p'
  readelf -rW "$program" | awk '/RELATIVE/ { print $4 }'; } | awk -v start="$start" '
  function number(hex,  i, value) {
    for (i = 1; i <= length(hex); i++) value = value * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
    return value }
  { at = number($1) - number(start); if (at >= 0) print at " 1" }' | sort -u > "$folder/places"

# Left out: numbers (codes), private coding schemes, and terms that are also names of people.
strings -n 1 -t d "$folder/data" | sed 's/^ *\([0-9]*\) /\1 0 /' | sort -k 1,1n -k 2,2n - "$folder/places" | awk '
  $2 == "0" { begin = $1; text = $0; sub(/^[0-9]+ 0 /, "", text); next }
  { at = $1 - begin; if (at < length(text)) print substr(text, at + 1) }' |
  grep -xE '[A-Z0-9_][A-Z0-9_ ]{0,14}[A-Z0-9_]|[A-Z0-9]' | grep -vE '^99|^[0-9_ ]+$|_$|^_|[0-9]{5}' |
  grep -vxE 'EVE|CHASE|DELCLOS|HENSCHKE|MANCHESTER|SYED_NEBLETT|FLETCHER_SUIT|JOSLIN_FLYNN|BLOEDORN|CHANDIGARH|GREEN|WHITE|'\
'LIMA|LI|DO|AN|MA|HE|ANON|HANNING|HAMMING|FERMI|BARI|RAMLA|MANU|MAC|PRIME|RIESZ|TUKEY|STENTOR|WALTZ|SPOUSE|GUARDIAN|OWNER|SIBLING|PARENT|'\
'CHILD|CUSTODIAN|VISA|DCMTK_ANONYMIZER|OFFIS DCMTK|SEGAMI.*|MAYOASRG|NYUMCCG|STAIN|DEAN|JUNE|APRIL|MAY|AUGUST|MARCH' |
  sort -u > "$folder/terms"
[ "$(wc -l < "$folder/terms")" -gt 1500 ] || { echo "too few terms in $program" >&2; exit 1; }

cat <<HEAD
// Made by tools/make_terms_table.sh; do not edit.
// Source: the terms that dciodvfy of dicom3tools $version knows.
#include <libcurate/deid/terms_table.hpp>

namespace curate::deid {

// Sorted, a bar behind each.
// clang-format off
const std::string_view terms_of_the_standard =
HEAD
awk '{ if (length(line $0) > 112) { print "    \"" line "\""; line = "" } line = line $0 "|" }
  END { print "    \"" line "\";" }' "$folder/terms"
cat <<TAIL
// clang-format on

} // namespace curate::deid
TAIL
