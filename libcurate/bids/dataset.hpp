#pragma once

#include <cstdint>
#include <functional>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/bids/entities.hpp>
#include <libcurate/nifti/write.hpp>
#include <libcurate/volume/volume.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::bids {

/// Gives, for a file below the output folder, who sees its bytes as they are written: for digests.
/// May give nothing.
using WitnessOf = std::function<nifti::Witness(const std::string &path)>;

/// What is to be written, as a search for identities has to read it.
enum class Content { text, numbers, header };

/// Sees the texts, names and headers of a picture before any of its files is written; what it gives
/// keeps all of them from being written.
using Search =
    std::function<std::optional<Problem>(std::span<const std::byte> bytes, Content content)>;

struct WriteOptions {
  int gzip_level = archive::default_gzip_level;
  base::Overwrite overwrite = base::Overwrite::no;
  WitnessOf witness;
  Search search;
};

/// A file that was written.
struct WrittenFile {
  std::string path; ///< below the output folder
  std::uint64_t size_bytes = 0;
};

/// Writes a picture and its sidecar (and .bval and .bvec of a dwi) into a dataset; the picture
/// comes last, so where it lies all of it lies. Gives the files, sorted by path. Fails with the
/// codes of `check`, NAME-ENTITY without a subject, BIDS-GRADIENTS for a dwi without b-values and
/// directions of every volume, and those of nifti::write. Throws SystemError.
Result<std::vector<WrittenFile>> write(const volume::CleanVolume &volume, const Entities &name,
                                       const fs::path &dataset, const WriteOptions &options = {});

} // namespace curate::bids
