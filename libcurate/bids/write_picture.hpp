#pragma once

#include <libcurate/bids/dataset.hpp>
#include <string>

namespace curate::bids {

/// What lies side by side under one stem.
struct PictureFiles {
  std::string stem;    ///< below the output folder, without extension
  std::string sidecar; ///< text of the .json
  bool with_gradients = false;
  std::string label_context_path{}; ///< of aslcontext.tsv, below the output folder; empty: none
  std::string label_context{};      ///< its text
};

/// Writes them: sidecar and gradients first, the picture last. Shared by both layouts.
Result<std::vector<WrittenFile>> write_picture(const volume::CleanVolume &volume,
                                               const PictureFiles &files, const fs::path &folder,
                                               const WriteOptions &options);

/// Whether every volume has a b-value and a direction.
bool has_gradients(const volume::CleanVolume &volume);

} // namespace curate::bids
