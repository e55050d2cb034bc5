#pragma once

#include <libcurate/deid/people.hpp>
#include <libcurate/study/blocked.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace curate::tables {

/// The people of a study's scans, by their original ids.
class Who {
public:
  /// `given`: labels that the user brought for ids.
  Who(const study::Study &study, const study::Registry &registry,
      const std::vector<std::string> &issuers, deid::GivenLabels given);

  /// The label that the scans of this id have, without "sub-". Fails with TABLE-PLACEHOLDER-ID,
  /// TABLE-UNKNOWN-ID (no scans of it), TABLE-TWO-ISSUERS (two people have it) or CONSENT-BLOCKED.
  Result<std::string> label_of(std::string_view original_id) const;

  /// The same, blocked or not, and for ids without scans the label that they would have: of the
  /// table of subjects, or computed. Fails with TABLE-PLACEHOLDER-ID, TABLE-TWO-ISSUERS, or
  /// TABLE-UNKNOWN-ID where several issuers were named.
  Result<std::string> label_to_be(std::string_view original_id) const;

  /// By how many days the dates of a person are moved back.
  int shift_days(const std::string &label) const { return pseudonyms_.shift_days(label); }

private:
  Result<std::string> known_label(const std::string &id) const;
  bool is_blocked(const std::string &id) const;

  deid::Pseudonyms pseudonyms_;
  std::vector<std::string> issuers_;
  deid::GivenLabels given_;
  std::map<std::string, std::string> label_of_token_;
  std::set<std::string> labels_;
  study::Blocked blocked_;
};

} // namespace curate::tables
