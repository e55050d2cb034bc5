#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/cleaning/outcome.hpp>
#include <map>
#include <string>

namespace curate::cleaning {

/// deidentification.json of an output folder: what was done, by tag, and for each file its digest
/// and verdicts. Files of earlier runs that this one did not write, and that are still there, keep
/// their rows. Its form is docs/formats/deidentification.md.
class LedgerFile {
public:
  /// Throws InputError where the folder has a ledger that cannot be read.
  explicit LedgerFile(const fs::path &folder);

  /// A file as it was written; its path is below the folder.
  void add(const std::string &path, const std::string &sha256);
  /// Writes it. Throws SystemError.
  void write(const Outcome &outcome) const;

private:
  fs::path folder_;
  std::map<std::string, std::string> digests_; ///< by path
  std::map<std::string, std::string> before_;
};

} // namespace curate::cleaning
