#pragma once

#include <libcurate/base/fs.hpp>
#include <string_view>
#include <vector>

namespace curate::support {

/// What is wrong with a made series.
enum class Odd {
  missing_slice,            ///< a T1 without its sixth slice
  aborted_volume,           ///< a GE BOLD that stops in the middle of its third volume
  two_patients,             ///< one series, two patient ids
  conflicting_birth_date,   ///< one id, two birth dates
  placeholder_id,           ///< PatientID "ANONYMOUS"
  empty_id,                 ///< PatientID empty
  short_pixels,             ///< pixel data shorter than rows * columns * 2
  truncated_file,           ///< the last file ends within its pixel data
  absurd_size,              ///< 65,535 rows and columns, a few pixels
  zero_slices,              ///< a mosaic of no slices
  zero_rows,                ///< no rows
  unknown_transfer_syntax,  ///< a transfer syntax nobody knows
  repeated_instance_number, ///< every slice has instance number 1
  repeated_file,            ///< every file twice, under other names
  unequal_gaps,             ///< the last slice lies 40 mm away
  no_preamble               ///< good, but the files begin with the data set
};

/// All of them, in order.
std::vector<Odd> all_odd();
/// "missing_slice", ...
std::string_view name_of(Odd kind);

/// Writes a small series with one thing wrong below `folder`: about a dozen files of 32 x 32
/// pixels, of person 2 (Siemens) or 5 (GE). The same bytes every time.
void make_odd(const fs::path &folder, Odd kind);

} // namespace curate::support
