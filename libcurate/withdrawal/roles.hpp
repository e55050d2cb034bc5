#pragma once

#include <libcurate/study/study.hpp>
#include <string>
#include <string_view>

namespace curate::withdrawal {

/// What the files of a study are to a withdrawal, by their paths below it.
class Roles {
public:
  explicit Roles(const study::Study &study);

  /// dataset, private, releases: they may be links to another disk.
  bool is_own_folder(std::string_view path) const;
  /// The registry, keys, locks, and what withdrawals keep: neither searched nor changed.
  bool is_left_out(std::string_view path) const;
  /// Whether what bears the person's name there is the person's. Releases are removed as a whole.
  bool may_be_removed(std::string_view path) const;
  /// Whether rows, cells and references there are taken out.
  bool may_be_rewritten(std::string_view path) const;
  /// A folder of derivatives: dataset/derivatives/<name>, at any depth.
  bool is_pipeline(std::string_view path) const;
  /// The table of original ids and labels that study.json names, where it lies in the study.
  bool is_table_of_subjects(std::string_view path) const { return path == subjects_; }

private:
  std::string subjects_;
};

/// Whether other people's files of this name are small texts that are read.
bool is_text_name(std::string_view name);
/// Whether it is unpacked to be searched.
bool is_packed_name(std::string_view name);
/// Whether a group-level file of this name may have been computed from people: none of those that
/// describe a dataset.
bool is_computed_name(std::string_view name);

} // namespace curate::withdrawal
