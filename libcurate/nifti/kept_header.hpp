#pragma once

#include <libcurate/nifti/header.hpp>
#include <span>

namespace curate::nifti {

/// The header of a file that anybody may have written, with only what places and scales its
/// voxels: sizes, steps, units, type, slope and intercept, sform, qform, the order of slices, and
/// the code of what they mean. Every text and all else is zero; there is no extension. Native byte
/// order, whatever that of `file`, which holds 348 bytes at least. Source: nifti1.h.
HeaderBytes kept_header(std::span<const std::byte> file, bool is_swapped);

} // namespace curate::nifti
