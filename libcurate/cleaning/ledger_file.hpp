#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/cleaning/outcome.hpp>
#include <map>
#include <string>
#include <string_view>

namespace curate::cleaning {

/// deidentification.json of an output folder: what was done, by tag, and for each file its digest
/// and verdicts. Files of earlier runs that this one did not write, and that are still there, keep
/// their rows. Its form is docs/formats/deidentification.md.
class LedgerFile {
public:
  /// Throws InputError where the folder has a ledger that cannot be read.
  explicit LedgerFile(const fs::path &folder);

  /// A file as it was written; its path is below the folder. `face` is what became of the face
  /// that its series may show; empty where none was looked for.
  void add(const std::string &path, const std::string &sha256, std::string_view face = {});
  /// Writes it. Throws SystemError.
  void write(const Outcome &outcome) const;

private:
  struct Row {
    std::string sha256, face;
  };
  static std::string text_of(const std::string &path, const Row &row);

  fs::path folder_;
  std::map<std::string, Row> rows_; ///< by path
  std::map<std::string, Row> before_;
};

} // namespace curate::cleaning
