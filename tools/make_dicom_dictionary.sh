#!/bin/sh
# Writes libcurate/dicom/dictionary_table.cpp from DCMTK's copy of the standard's data dictionary (PS3.6 and PS3.7):
# the value representation of every public element, sorted by tag. Run it again when Debian's DCMTK is newer.
# usage: tools/make_dicom_dictionary.sh [dicom.dic] > libcurate/dicom/dictionary_table.cpp
set -eu
export LC_ALL=C
dictionary=${1:-$(ls /usr/share/libdcmtk*/dicom.dic | tail -n 1)}
edition=$(sed -n 's/^# Generated automatically from \(DICOM PS 3.6-[0-9a-z]*\).*/\1/p' "$dictionary")
[ -n "$edition" ] || { echo "$dictionary does not name its edition" >&2; exit 1; }

cat <<HEAD
// Made by tools/make_dicom_dictionary.sh; do not edit.
// Source: $edition and PS 3.7 of the same edition, as DCMTK's dicom.dic lists them.
#include <libcurate/dicom/dictionary.hpp>

namespace curate::dicom {

using enum Vr;

// Groups 50xx and 60xx stand under 5000 and 6000, elements (0020,31xx) under 3100. Where the standard leaves a choice:
// OB or OW is OW, a pointer (up) UL, US or SS (xs) is us_or_ss.
// clang-format off
const DictionaryRow dictionary_rows[] = {
HEAD

# Rows beginning with "(gggg": a range keeps its first number.
grep '^(' "$dictionary" | tr 'a-f' 'A-F' | awk -F'\t' '
  { vr = $2 }
  vr == "nA" { next }
  vr == "ox" || vr == "px" || vr == "lt" { vr = "OW" }
  vr == "up" { vr = "UL" }
  vr == "xs" { vr = "us_or_ss" }
  {
    split(substr($1, 2, length($1) - 2), parts, ",")
    group = substr(parts[1], 1, 4); element = substr(parts[2], 1, 4)
    if (!seen[group element]++) print "0x" group element, vr
  }' | sort | awk '
  { row = sprintf("{%s, %s}, ", $1, $2)
    if (length(line row) > 118) { print "  " substr(line, 1, length(line) - 1); line = "" }
    line = line row }
  END { print "  " substr(line, 1, length(line) - 1) }'

cat <<TAIL
};
// clang-format on

const std::size_t dictionary_row_count = std::size(dictionary_rows);

} // namespace curate::dicom
TAIL
