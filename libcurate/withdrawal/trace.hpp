#pragma once

#include <libcurate/forget/people.hpp>
#include <string>
#include <string_view>

namespace curate::withdrawal {

/// How somebody is named in paths and texts.
class Trace {
public:
  /// `label` without "sub-".
  explicit Trace(std::string label);

  const std::string &label() const { return label_; }
  const forget::People &people() const { return people_; }

  /// Whether a name of a file or folder is the person's: "sub-" and the label, alone or before "_"
  /// or "."; also of what was being written (".sub-...").
  bool owns(std::string_view name) const;
  /// Whether a text holds "sub-" and the label, with no letter or digit before or behind.
  bool is_in(std::string_view text) const;
  /// Whether the label alone tells the person: where it is as long as a computed one. Shorter ones
  /// occur by chance.
  bool is_telling() const { return label_.size() >= 8; }

  /// A path in which "*" stands for the label, as "sub-*/anat/sub-*_T1w.nii.gz": what a withdrawal
  /// keeps. Percent signs, asterisks and bytes beyond ASCII are written as %XX.
  std::string masked(std::string_view path) const;
  /// Back.
  std::string unmasked(std::string_view masked) const;

private:
  std::string label_, name_;
  forget::People people_;
};

} // namespace curate::withdrawal
