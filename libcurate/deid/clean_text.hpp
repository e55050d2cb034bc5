#pragma once

#include <compare>
#include <string>

namespace curate::deid {

/// Text that holds no identity. Made by the scrubber alone.
class CleanText {
public:
  CleanText() = default;
  const std::string &text() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const CleanText &) const = default;

private:
  friend class Scrubber;
  explicit CleanText(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

} // namespace curate::deid
