#pragma once

#include <libcurate/nifti/read.hpp>
#include <libcurate/nifti/write.hpp>

namespace curate::nifti {

/// Writes a picture that came from a file, gzipped where the name ends in .gz, and gives its size
/// in bytes: its numbers and voxels as they were read, without any text and extension. Not for
/// datasets of clean pictures: nobody looked for identity in the voxels. Throws SystemError.
/// Memory: beside the volume, the packed file.
std::uint64_t write_unchecked(const UncheckedVolume &volume, const fs::path &path,
                              const WriteOptions &options = {}, const Witness &witness = {});

} // namespace curate::nifti
