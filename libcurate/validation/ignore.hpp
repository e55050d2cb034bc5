#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace curate::validation {

/// The patterns of a .bidsignore file, which are those of .gitignore: the last that fits decides.
class Ignore {
public:
  Ignore() = default;
  explicit Ignore(std::string_view text);

  /// Whether a path below the dataset ("sub-1/extra/x.txt", a folder without a slash at its end) is
  /// left out by itself. Whether a folder above it is must be asked before.
  bool leaves_out(std::string_view path, bool is_folder) const;

private:
  struct Pattern {
    std::string text;
    bool is_negated = false, is_for_folders = false, is_anchored = false;
  };
  std::vector<Pattern> patterns_;
};

/// Whether a path fits a pattern of `*` and `?` (not across slashes), `**` and `[...]`. Time is
/// bounded by the product of both lengths.
bool fits_path_pattern(std::string_view path, std::string_view pattern);

} // namespace curate::validation
