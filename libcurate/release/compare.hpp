#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <string>
#include <vector>

namespace curate::release {

/// Files that differ: the names of those that the dataset still has, and how many others.
struct DifferentFiles {
  std::vector<std::string> names; ///< as in the release, sorted
  std::size_t others = 0;

  std::size_t count() const { return names.size() + others; }
};

/// What lies between two releases.
struct Comparison {
  DifferentFiles added, changed, removed;
  std::vector<std::string> people_added, people_removed; ///< labels of the study, sorted
  Findings findings;                                     ///< RELEASE-SINGLES-OUT
};

/// Compares two releases of one recipient, or of none, from what the study remembers of them; the
/// keys are those of `key_of`. A warning RELEASE-SINGLES-OUT where one to four people are gone: who
/// holds both can tell who they are. Throws UsageError where a release is not known.
Comparison compare(const study::Study &study, study::Registry &registry, const std::string &before,
                   const std::string &after);

} // namespace curate::release
