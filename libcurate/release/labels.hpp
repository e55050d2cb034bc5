#pragma once

#include <libcurate/study/keys.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::release {

/// Under which labels people leave: their own, or those of one recipient, which nobody can bring
/// together with others without the study's key.
class Labels {
public:
  /// `people`: labels without "sub-". A recipient's are HMAC-SHA-256 of its name and the label: the
  /// same in every release for it.
  Labels(const study::Key &key, const std::optional<std::string> &recipient,
         const std::vector<std::string> &people);

  /// The label under which a person leaves. Must be one of the people.
  const std::string &of(const std::string &label) const { return released_.at(label); }
  /// Whether any is another than in the study.
  bool are_other() const { return are_other_; }
  /// Every "sub-<label>" of one of the people in a path or text, replaced.
  std::string in(std::string_view text) const;

private:
  std::map<std::string, std::string, std::less<>> released_;
  bool are_other_ = false;
};

/// Whether a text names somebody ("sub-<label>") who is not among the people.
bool names_others(std::string_view text, const std::vector<std::string> &people);

} // namespace curate::release
