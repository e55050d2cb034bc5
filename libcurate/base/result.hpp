#pragma once

#include <string>
#include <tl/expected.hpp>

namespace curate::base {

/// Why one item could not be used. `code` is stable ("DICOM-TRUNCATED"); the texts hold no value
/// from the data.
struct Problem {
  std::string code;
  std::string message;
  std::string remedy;
};

/// A value, or why there is none: for items whose failure leaves the others alone.
template <typename T> using Result = tl::expected<T, Problem>;

/// A Result that is a problem.
inline tl::unexpected<Problem> problem(std::string code, std::string message,
                                       std::string remedy = {}) {
  return tl::unexpected<Problem>(Problem{std::move(code), std::move(message), std::move(remedy)});
}

} // namespace curate::base

namespace curate {
using base::Problem;
using base::problem;
using base::Result;
} // namespace curate
