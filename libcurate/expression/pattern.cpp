#include <libcurate/base/text.hpp>
#include <libcurate/expression/pattern.hpp>
#include <re2/re2.h>

namespace curate::expression {

namespace {

constexpr std::size_t longest = 2'000;
// What one pattern may take once compiled; RE2's own default is eight times this.
constexpr int memory_bytes = 1 << 20;

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

} // namespace

Result<Pattern> Pattern::compile(std::string_view text) {
  if (text.size() > longest || !base::is_utf8(text))
    return problem("EXPRESSION-PATTERN", "the pattern is longer than 2,000 bytes, or not UTF-8",
                   "write a shorter one");
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(memory_bytes);
  auto compiled = std::make_shared<const RE2>(piece(text), options);
  if (!compiled->ok())
    return problem("EXPRESSION-PATTERN", "no pattern of RE2: " + compiled->error(),
                   "looking ahead or behind and back references are not known; close what is open");
  Pattern made;
  made.compiled_ = std::move(compiled);
  return made;
}

bool Pattern::matches_in(std::string_view text) const {
  return compiled_->Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

bool Pattern::matches_whole(std::string_view text) const {
  return compiled_->Match(piece(text), 0, text.size(), RE2::ANCHOR_BOTH, nullptr, 0);
}

} // namespace curate::expression
