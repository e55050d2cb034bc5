#include "libcurate/deid/phoenix_rewrite.hpp"

#include <charconv>
#include <cstdint>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/clean_number.hpp>
#include <libcurate/deid/phoenix_table.hpp>
#include <optional>

namespace curate::deid {

namespace {

constexpr std::string_view begin_mark = "### ASCCONV BEGIN";
constexpr std::string_view end_mark = "### ASCCONV END";
constexpr std::size_t most_lines = 200'000;
constexpr std::size_t longest_key = 128;
constexpr std::size_t longest_index = 4;

/// The key with "[]" for each index; nothing where an index is none. A key that is listed holds
/// nothing but its indices that its writer could choose.
std::optional<std::string> without_indices(std::string_view key) {
  std::string out;
  if (key.size() > longest_key) return {};
  while (!key.empty()) {
    const std::size_t open = key.find('[');
    if (open == std::string_view::npos) return out.append(key);
    out.append(key.substr(0, open + 1));
    key.remove_prefix(open + 1);
    const std::size_t digits = std::min(key.find_first_not_of("0123456789"), key.size());
    if (digits == 0 || digits > longest_index || digits == key.size() || key[digits] != ']')
      return {};
    key.remove_prefix(digits);
  }
  return out;
}

std::string_view without_quotes(std::string_view value) {
  while (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return value;
}

std::optional<std::string> hexadecimal(std::string_view digits, bool may_be_date,
                                       const Scrubber &scrubber) {
  std::uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return {};
  if (!is_clean_count(number, scrubber) || (may_be_date && looks_like_date(number))) return {};
  char buffer[20] = "0x";
  const auto written = std::to_chars(buffer + 2, buffer + sizeof buffer, number, 16);
  return std::string(buffer, written.ptr);
}

std::optional<std::string> number(std::string_view value, bool may_be_date,
                                  const Scrubber &scrubber) {
  if (value.starts_with("0x") || value.starts_with("0X"))
    return hexadecimal(value.substr(2), may_be_date, scrubber);
  auto out = clean_number(value, scrubber);
  if (!out || !may_be_date) return out;
  std::string_view whole = *out;
  if (whole.front() == '-') whole.remove_prefix(1);
  whole = whole.substr(0, whole.find_first_not_of("0123456789"));
  const auto count = base::to_integer(whole);
  if (count && *count >= 0 && looks_like_date(static_cast<std::uint64_t>(*count))) return {};
  return out;
}

/// "%SiemensSeq%\name" of a path: the folder only where it is one that every scanner has.
/// Sites put their own name before that of the sequence: then its words stay.
std::string sequence_file(std::string_view path, const Scrubber &scrubber) {
  const std::size_t last = path.find_last_of("\\/");
  const std::string_view stem = path.substr(last == std::string_view::npos ? 0 : last + 1);
  std::string name = scrubber.machine_text(stem).text();
  if (name.empty()) name = scrubber.free_text(stem).text();
  if (name.empty() || last == std::string_view::npos) return name;
  for (const std::string_view folder : {"%SiemensSeq%", "%CustomerSeq%"})
    if (path.substr(0, last) == folder) return std::string(folder) + '\\' + name;
  return name;
}

std::optional<std::string> text(std::string_view value, PhoenixKind kind,
                                const Scrubber &scrubber) {
  const std::string_view inner = without_quotes(value);
  std::string clean;
  if (kind == PhoenixKind::sequence_file)
    clean = sequence_file(inner, scrubber);
  else if (kind == PhoenixKind::free_text)
    clean = scrubber.free_text(inner).text();
  else
    clean = scrubber.machine_text(inner).text();
  if (clean.empty() || clean.find('"') != std::string::npos) return {};
  const std::string_view quotes = value.starts_with("\"\"") ? "\"\"" : "\"";
  return std::string(quotes).append(clean).append(quotes);
}

std::optional<std::string> clean_value(std::string_view value, PhoenixKind kind,
                                       const Scrubber &scrubber) {
  const bool is_number = kind == PhoenixKind::number || kind == PhoenixKind::time;
  if (value.find('"') == std::string_view::npos) value = value.substr(0, value.find('#'));
  value = base::trim(value);
  return is_number ? number(value, kind == PhoenixKind::number, scrubber)
                   : text(value, kind, scrubber);
}

/// The lines of the last block; nothing where there is none.
std::optional<std::string_view> block_of(std::string_view text) {
  const std::size_t begin = text.rfind(begin_mark);
  if (begin == std::string_view::npos) return {};
  text = text.substr(begin);
  const std::size_t first_line = text.find('\n');
  if (first_line == std::string_view::npos) return {};
  text = text.substr(first_line + 1);
  return text.substr(0, text.find(end_mark));
}

} // namespace

std::string rewrite_phoenix(std::string_view text, const Scrubber &scrubber) {
  const auto block = block_of(text);
  if (!block) return {};
  std::string out;
  std::string_view rest = *block;
  for (std::size_t lines = 0; !rest.empty() && lines < most_lines; ++lines) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = base::trim(line.substr(0, equals));
    const auto plain = without_indices(key);
    const PhoenixKey *known = plain ? phoenix_key(*plain) : nullptr;
    if (known == nullptr) continue;
    const auto value = clean_value(line.substr(equals + 1), known->kind, scrubber);
    if (value) out.append(key).append("\t = \t").append(*value).append("\n");
  }
  if (out.empty()) return {};
  return std::string(begin_mark) + " ###\n" + out + std::string(end_mark) + " ###";
}

} // namespace curate::deid
