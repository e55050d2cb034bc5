#pragma once

#include <set>
#include <string>
#include <string_view>

namespace curate::forget {

/// People who are to be taken out of files, by label.
class People {
public:
  /// Labels without "sub-"; case matters.
  explicit People(std::set<std::string> labels) : labels_(std::move(labels)) {}

  /// Whether a path, cell or reference names one of them: "sub-" and the label, with no letter or
  /// digit before or behind.
  bool are_named_in(std::string_view text) const;
  /// Whether the text is one of the labels, without "sub-".
  bool has_label(std::string_view text) const { return labels_.contains(std::string(text)); }

private:
  std::set<std::string> labels_;
};

/// Whether what stands under this name says who is meant: there a label may stand without "sub-".
bool names_people(std::string_view column);

} // namespace curate::forget
