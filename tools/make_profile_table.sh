#!/bin/sh
# Writes libcurate/deid/profile_table.cpp from PS3.15 Table E.1-1 as JSON (innolitics/dicom-standard): tags and actions, sorted
# by tag, the four patterns last. Needs jq.
# usage: tools/make_profile_table.sh ps3_15_table_e1_2024b.json > libcurate/deid/profile_table.cpp
set -eu
export LC_ALL=C
table=$1
edition=$(basename "$table" .json | sed 's/.*_//')

cat <<HEAD
// Made by tools/make_profile_table.sh; do not edit.
// Source: DICOM PS3.15 $edition, Table E.1-1, as innolitics/dicom-standard (MIT) lists it.
#include <libcurate/deid/profile_table.hpp>

#include <algorithm>
#include <array>

namespace curate::deid {

namespace {

using enum TableAction;
constexpr TableAction o = none;
constexpr std::uint32_t all = 0xFFFFFFFF;

// Tag, mask, in standard objects, basic; then the options: safe private, UIDs, device, institution, patient, full dates,
// modified dates, descriptors, structured content, graphics.
// clang-format off
constexpr std::array table = std::to_array<TableRow>({
HEAD

# Curves and overlays have even groups: an odd one is private, whatever its number.
jq -r '
  def action: if . == null then "o" else ({"D":"d","Z":"z","X":"x","K":"k","C":"c","U":"u","X/Z":"x_or_z","X/D":"x_or_d",
    "Z/D":"z_or_d","X/Z/D":"x_or_z_or_d","X/Z/U*":"x_or_z_or_u"}[.] // error("unknown action " + .)) end;
  def place: if test("^[0-9a-f]{8}$") then [0, "0x" + ascii_upcase, "all"]
    elif . == "50xxxxxx" then [1, "0x50000000", "0xFF010000"]
    elif . == "60xx3000" then [1, "0x60003000", "0xFF01FFFF"]
    elif . == "60xx4000" then [1, "0x60004000", "0xFF01FFFF"]
    elif startswith("gggg") then [1, "0x00010000", "0x00010000"]
    else error("unknown pattern " + .) end;
  map((.id | place) as $at | {at: $at, text: ("{" + ([$at[1], $at[2], (if .stdCompIOD == "Y" then "true" else "false" end),
    (.basicProfile, .rtnSafePrivOpt, .rtnUIDsOpt, .rtnDevIdOpt, .rtnInstIdOpt, .rtnPatCharsOpt, .rtnLongFullDatesOpt,
     .rtnLongModifDatesOpt, .cleanDescOpt, .cleanStructContOpt, .cleanGraphOpt | action)] | join(", ")) + "},")})
  | sort_by(.at) | .[].text' "$table" | awk '
  { gsub(/(, o)+}/, "}"); if (length(line $0) > 112) { print "    " substr(line, 1, length(line) - 1); line = "" }
    line = line $0 " " }
  END { print "    " substr(line, 1, length(line) - 1) }'

cat <<TAIL
});
// clang-format on

constexpr std::size_t pattern_count = 4;

constexpr std::uint32_t number_of(dicom::Tag tag) {
  return (std::uint32_t{tag.group} << 16U) | tag.element;
}

} // namespace

std::span<const TableRow> profile_rows() {
  return table;
}

const TableRow *profile_row(dicom::Tag tag) {
  const std::uint32_t number = number_of(tag);
  const auto patterns = table.end() - pattern_count;
  const auto own = std::lower_bound(table.begin(), patterns, number,
                                    [](const TableRow &row, std::uint32_t n) { return row.tag < n; });
  if (own != patterns && own->tag == number) return &*own;
  const auto fits = std::find_if(patterns, table.end(), [number](const TableRow &row) {
    return (number & row.mask) == row.tag;
  });
  return fits == table.end() ? nullptr : &*fits;
}

} // namespace curate::deid
TAIL
