#pragma once

#include <cstdint>
#include <functional>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/volume/volume.hpp>
#include <span>

namespace curate::nifti {

struct WriteOptions {
  int gzip_level = archive::default_gzip_level; ///< 1 to 12; for names that end in .gz
  base::Overwrite overwrite = base::Overwrite::no;
};

/// Sees the bytes of a file as they are written, in order: for digests.
using Witness = std::function<void(std::span<const std::byte>)>;

/// Writes a NIfTI-1 single file, gzipped where the name ends in .gz, and gives its size in bytes.
/// Fails with NIFTI-DIMENSION; throws SystemError. Memory: beside the volume, the packed file.
Result<std::uint64_t> write(const volume::CleanVolume &volume, const fs::path &path,
                            const WriteOptions &options = {}, const Witness &witness = {});

/// The same from parts, unpacked and in memory.
Result<std::vector<std::byte>> to_bytes(const volume::Grid &grid, const volume::Voxels &voxels,
                                        const volume::Acquisition &acquisition);

} // namespace curate::nifti
