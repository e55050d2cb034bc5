#pragma once

#include <string_view>
#include <vector>

namespace curate::validation {

/// The numbers of a .bval or .bvec.
struct GradientTable {
  std::vector<std::vector<double>> rows; ///< those that are not blank
  bool has_words = false;                ///< something in it is no number
};

/// Reads numbers between blanks, row by row.
GradientTable parse_gradient_table(std::string_view text);

} // namespace curate::validation
