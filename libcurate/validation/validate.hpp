#pragma once

#include <functional>
#include <libcurate/validation/dataset_check.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::validation {

/// What is to be looked at.
struct Request {
  fs::path dataset;
  Parts parts;
  std::vector<std::string> subjects; ///< labels, with or without "sub-"; empty: all
  /// A list of digests (as sha256sum writes): only files that differ from it are looked into.
  std::optional<fs::path> changed_since;
  /// Checked already; what variables mean in any table.
  std::optional<dictionary::Dictionary> dictionary;
  unsigned jobs = 1;
};

/// What was found.
struct Outcome {
  Findings findings;                          ///< sorted by file, then as found
  std::map<std::string, std::size_t> counted; ///< how often each code was found, kept or not
  std::size_t files = 0, folders = 0, subjects = 0, looked_into = 0;
  Counts counts;
};

/// Holds a dataset to the rules. Throws InputError when there is no such folder or subject, or the
/// list of digests cannot be read. Same findings with any number of jobs.
Outcome validate(const Request &request,
                 const std::function<void(std::size_t done, std::size_t total)> &progress = {});

} // namespace curate::validation
