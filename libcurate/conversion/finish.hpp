#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <set>

namespace curate::conversion {

/// A mark in private/ that says: pictures were written, and what is made from all of them is not up
/// to date. It outlives a killed run, so that the next one completes the work.
class UnfinishedMark {
public:
  explicit UnfinishedMark(const study::Study &study);
  /// Whether an earlier run left it.
  bool was_there() const { return was_there_; }
  void set();
  void clear();

private:
  fs::path path_;
  bool was_there_;
};

/// A subject and a session label.
using Session = std::pair<std::string, std::string>;

/// What is made from all pictures of the dataset, as the registry knows them: the links between
/// field maps and the pictures they serve (of the sessions touched, or of all), and the dataset's
/// tables and descriptions. `all`: an earlier run was broken off: every session is looked at,
/// digests of sidecars are brought up to date, and partial files are removed. Throws SystemError.
Findings finish(const study::Study &study, study::Registry &registry,
                const std::set<Session> &touched, bool all);

} // namespace curate::conversion
