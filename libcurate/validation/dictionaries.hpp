#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <libcurate/validation/notes.hpp>
#include <libcurate/validation/tree.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace curate::validation {

/// The dictionaries of a dataset's tables, each joined with the one that was given for all tables.
/// Those that lie above the subjects are read once, by any thread.
class Dictionaries {
public:
  /// `given`: null where none was.
  explicit Dictionaries(const dictionary::Dictionary *given);

  /// What the columns of a table mean: by the .json at `path` below the dataset (empty: none) and,
  /// where that is silent, by what was given. What is wrong with the file goes into `notes`; of one
  /// that is read once, into what `tell` gives.
  std::shared_ptr<const dictionary::Dictionary> of(const Tree &tree, const std::string &path,
                                                   Notes &notes);

  /// What is wrong with those that were read once, sorted by path; `is_told` picks files.
  template <typename IsTold> void tell(Notes &notes, IsTold is_told) {
    for (auto &[path, entry] : shared_)
      if (is_told(path)) notes.add(std::move(entry->notes));
  }

private:
  struct Entry {
    std::once_flag once;
    Notes notes;
    std::shared_ptr<const dictionary::Dictionary> dictionary; ///< read by all threads
  };

  const dictionary::Dictionary *given_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Entry>> shared_;
};

} // namespace curate::validation
