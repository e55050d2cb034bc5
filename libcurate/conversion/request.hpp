#pragma once

#include <functional>
#include <libcurate/base/fs.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::conversion {

/// What is done with faces.
enum class FacePolicy { keep, remove };

/// What a conversion is asked to do, in both layouts.
struct Request {
  std::vector<fs::path> inputs;
  unsigned jobs = 1;
  /// Nothing: what the study says; removed where it says nothing; kept in the flat layout.
  std::optional<FacePolicy> face;
  std::optional<std::string> subject; ///< a label without "sub-" for every series
  std::optional<std::string> session; ///< a label without "ses-" for every series
  std::optional<fs::path> subjects;   ///< a table of original id and label
  std::optional<fs::path> plan;       ///< an edited plan
  std::optional<fs::path> rules;      ///< naming rules to follow in place of the study's
  std::optional<fs::path> draft;      ///< where `inspect` writes drafted naming rules
  /// A folder for a page that shows the heads before and after; only where faces are removed.
  std::optional<fs::path> report;
  bool keep_unnamed = false;
  /// Told as work goes on: what is done, how far, of how much (0: not known).
  std::function<void(std::string_view phase, std::size_t done, std::size_t total)> progress;
};

} // namespace curate::conversion
