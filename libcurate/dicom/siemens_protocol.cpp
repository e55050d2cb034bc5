#include "libcurate/dicom/siemens_protocol.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <libcurate/base/text.hpp>

namespace curate::dicom::siemens {

namespace {

constexpr std::string_view begin_mark = "### ASCCONV BEGIN";
constexpr std::string_view end_mark = "### ASCCONV END";
constexpr std::size_t most_lines = 200'000;

std::string_view without_quotes(std::string_view value) {
  while (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return value;
}

/// A value without the comment after it.
std::string_view value_of(std::string_view text) {
  if (text.find('"') == std::string_view::npos) text = text.substr(0, text.find('#'));
  return base::trim(text);
}

} // namespace

std::optional<Protocol> Protocol::parse(std::string_view text) {
  const std::size_t begin = text.rfind(begin_mark);
  if (begin == std::string_view::npos) return {};
  text = text.substr(begin);
  const std::size_t first_line = text.find('\n');
  if (first_line == std::string_view::npos) return {};
  text = text.substr(first_line + 1);
  text = text.substr(0, text.find(end_mark));

  Protocol protocol;
  while (!text.empty() && protocol.values_.size() < most_lines) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = base::trim(line.substr(0, equals));
    if (!key.empty()) protocol.values_.emplace_back(key, value_of(line.substr(equals + 1)));
  }
  std::ranges::stable_sort(protocol.values_, {},
                           &std::pair<std::string_view, std::string_view>::first);
  return protocol;
}

std::string_view Protocol::text(std::string_view key) const {
  const auto found = std::ranges::lower_bound(
      values_, key, {}, &std::pair<std::string_view, std::string_view>::first);
  if (found == values_.end() || found->first != key) return {};
  return without_quotes(found->second);
}

std::optional<double> Protocol::number(std::string_view key) const {
  const std::string_view value = text(key);
  if (value.starts_with("0x") || value.starts_with("0X")) {
    std::uint64_t number = 0;
    const auto [end, error] =
        std::from_chars(value.data() + 2, value.data() + value.size(), number, 16);
    if (error != std::errc{} || end != value.data() + value.size()) return {};
    return static_cast<double>(number);
  }
  return base::to_double(value);
}

} // namespace curate::dicom::siemens
