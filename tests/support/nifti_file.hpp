#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/base/geometry.hpp>
#include <string>
#include <vector>

namespace curate::support {

/// The first volume of a .nii.gz, as numbers.
struct NiftiFile {
  std::vector<float> values;
  std::array<int, 3> size{};
  Affine index_to_ras_mm;
};

/// Reads 8-bit and 16-bit little-endian NIfTI-1 with an sform: what `shared/data/heads` holds.
/// Written apart from the reader of the product. Throws InputError for all else.
NiftiFile read_nifti_file(const fs::path &path);

/// The unpacked bytes of a .nii file, or of a .nii.gz file of one member. Throws InputError.
std::string nifti_bytes(const fs::path &path);

} // namespace curate::support
