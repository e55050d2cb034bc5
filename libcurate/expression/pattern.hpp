#pragma once

#include <libcurate/base/result.hpp>
#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace curate::expression {

/// A regular expression as RE2 has them: no looking around, no back references, and time linear in
/// the text whatever the pattern.
class Pattern {
public:
  /// Fails with EXPRESSION-PATTERN: not UTF-8, longer than 2,000 bytes, or not of RE2's syntax.
  static Result<Pattern> compile(std::string_view text);

  /// Whether it matches somewhere in the text.
  bool matches_in(std::string_view text) const;

  /// Whether it matches the whole text.
  bool matches_whole(std::string_view text) const;

private:
  std::shared_ptr<const re2::RE2> compiled_; ///< shared by copies; RE2 is safe across threads
};

} // namespace curate::expression
