#pragma once

#include <functional>
#include <libcurate/base/fs.hpp>
#include <libcurate/deid/options.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::study {
class Study;
}

namespace curate::cleaning {

/// What a run of `curate deidentify` is asked to do.
struct Request {
  std::vector<fs::path> inputs;
  fs::path output;
  unsigned jobs = 1;
  const study::Study *study = nullptr; ///< whose key, labels and site are used
  std::optional<fs::path> key;         ///< without a study: a file of 32 bytes
  std::optional<fs::path> profile;     ///< a study's own rules; schemas/profile.schema.json
  deid::Options options;               ///< besides those of the profile
  std::optional<std::string> subject;  ///< a label without "sub-" for everybody
  std::optional<fs::path> subjects;    ///< a table of original id and label
  bool is_check = false;               ///< nothing is written
  /// Told as work goes on: what is done, how far, of how much.
  std::function<void(std::string_view phase, std::size_t done, std::size_t total)> progress;
};

} // namespace curate::cleaning
