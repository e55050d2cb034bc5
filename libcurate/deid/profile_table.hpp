#pragma once

#include <cstdint>
#include <libcurate/deid/options.hpp>
#include <libcurate/dicom/tag.hpp>
#include <span>

namespace curate::deid {

/// What Table E.1-1 says of an element, every action kept distinct. `none`: the option says nothing
/// of it. Source: DICOM PS3.15 2024b, E.3 (D dummy, Z empty or dummy, X remove, K keep, C clean, U
/// new UID; X/Z and the like: the last that the object's type asks for).
enum class TableAction : std::uint8_t {
  none,
  d,
  z,
  x,
  k,
  c,
  u,
  x_or_z,
  x_or_d,
  z_or_d,
  x_or_z_or_d,
  x_or_z_or_u
};

/// One row of the table. Four rows are patterns: `mask` has zeros where any digit fits.
struct TableRow {
  std::uint32_t tag = 0;
  std::uint32_t mask = 0xFFFFFFFF;
  bool is_in_standard_object = false; ///< "In Std. Comp. IOD"
  TableAction basic = TableAction::none;
  TableAction safe_private = TableAction::none, uids = TableAction::none,
              device = TableAction::none, institution = TableAction::none,
              patient = TableAction::none, full_dates = TableAction::none,
              modified_dates = TableAction::none, descriptors = TableAction::none,
              structured_content = TableAction::none, graphics = TableAction::none;
};

/// All rows but the patterns, sorted by tag; then the patterns. Source: DICOM PS3.15 2024b, Table
/// E.1-1, 621 rows.
std::span<const TableRow> profile_rows();

/// The row of an element: its own, else the pattern that it fits (50XX, 60XX, odd groups); nothing
/// where the table does not name it. Cost: a binary search.
const TableRow *profile_row(dicom::Tag tag);

/// What the row says with these options on: a retaining option's K, else the C of the cleaning
/// option that is on, else the basic action. Retained modified dates (C) come before the basic
/// action, full dates (K) before modified ones.
TableAction action_of(const TableRow &row, Options options);

} // namespace curate::deid
