#pragma once

#include <libcurate/study/keys.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace curate::release {

/// Under which labels people leave: their own, or those of one recipient, which nobody can bring
/// together with others without the study's key.
///
/// A label stands in a text where it follows "sub-"; one of five characters and more, with letters
/// and digits, also where it is a word of its own.
class Labels {
public:
  /// `people`: labels without "sub-". A recipient's are HMAC-SHA-256 of its name and the label: the
  /// same in every release for it. `others`: who may not be named. Throws PolicyError
  /// RELEASE-LABEL-TWICE.
  Labels(const study::Key &key, const std::optional<std::string> &recipient,
         const std::set<std::string> &people, const std::set<std::string> &others);

  /// The label under which a person leaves. Must be one of the people.
  const std::string &of(const std::string &label) const { return released_.at(label); }
  /// A path or text in which every label of one of the people is replaced by the one that leaves.
  std::string in(std::string_view text) const;
  /// Whether a text that leaves names somebody who is not among the people, by a label of the
  /// study. What follows "sub-" is taken for a label.
  bool names_others(std::string_view text) const;
  /// The same of an expression, in which any label counts, as one asks `subject` for it.
  bool asks_for_others(std::string_view expression) const;
  /// Whether a text names anybody of the study.
  bool names_anybody(std::string_view text) const;

private:
  using Set = std::set<std::string, std::less<>>;

  std::map<std::string, std::string, std::less<>> released_; ///< by the study's label
  Set leaving_;                                              ///< as they leave
  Set staying_;                                              ///< labels of the study that do not
};

} // namespace curate::release
