#pragma once

#include <libcurate/leaks/file_report.hpp>
#include <span>
#include <string>

namespace curate::leaks {

/// Searches a NIfTI-1 or NIfTI-2 file (or the header of a pair): the header's texts by their names,
/// extensions, voxels, and what lies between and behind. Numbers of the header are no text. False
/// where it is no NIfTI. Source: nifti1.h, nifti2.h.
bool look_into_nifti(std::span<const std::byte> bytes, const std::string &file, FileReport &report);

} // namespace curate::leaks
