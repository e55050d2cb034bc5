#pragma once

#include <functional>
#include <libcurate/base/fs.hpp>
#include <libcurate/face/defacer.hpp>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace curate::defacing {

/// What a run of `curate deface` is asked to do.
struct Request {
  std::vector<fs::path> inputs;   ///< NIfTI files, and folders with some in them
  std::optional<fs::path> output; ///< a folder; or
  bool is_in_place = false;       ///< the pictures themselves are replaced; or
  bool is_check = false;          ///< nothing is written
  std::optional<fs::path> report; ///< a folder for the private page
  face::DefaceOptions options;
  /// A head and its brain, placed as MNI's, in place of the installed atlas.
  std::optional<std::pair<fs::path, fs::path>> atlas;
  unsigned jobs = 1;
  /// Told as work goes on, one call at a time: what is done, how far, of how much.
  std::function<void(std::string_view phase, std::size_t done, std::size_t total)> progress;
};

} // namespace curate::defacing
