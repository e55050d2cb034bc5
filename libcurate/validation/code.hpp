#pragma once

#include <libcurate/base/finding.hpp>
#include <span>
#include <string_view>

namespace curate::validation {

/// What `--rules` chooses from.
enum class Part { bids, variables, images, privacy };

/// "bids", "variables", "images", "privacy".
std::string_view name_of(Part part);

/// A rule that a dataset may break.
struct Code {
  std::string_view name;
  Severity severity;
  Part part;
  std::string_view message; ///< what is wrong, without a value
  std::string_view remedy;
};

/// All of them, sorted by name.
std::span<const Code> all_codes();

/// The rule of a name; the name must be one of `all_codes`.
const Code &code_of(std::string_view name);

} // namespace curate::validation
