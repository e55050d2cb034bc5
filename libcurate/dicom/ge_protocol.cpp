#include "libcurate/dicom/ge_protocol.hpp"

#include <algorithm>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/text.hpp>

namespace curate::dicom::ge {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 22; // real blocks unpack to some kilobytes
constexpr std::size_t most_values = 20'000;

/// The gzip member of a block: behind the length, or at once where an archive dropped it.
std::span<const std::byte> member_of(std::span<const std::byte> block) {
  for (const std::size_t at : {std::size_t{4}, std::size_t{0}}) {
    if (block.size() > at && archive::is_gzip(block.subspan(at))) return block.subspan(at);
  }
  return {};
}

/// `KEY "value"` or `set KEY "value"`; nothing where the line is neither.
std::optional<std::pair<std::string, std::string>> value_of(std::string_view line) {
  line = base::trim(line);
  if (line.starts_with("set ")) line = base::trim(line.substr(4));
  const std::size_t space = line.find(' ');
  const std::size_t open = line.find('"');
  if (space == 0 || space == std::string_view::npos || open == std::string_view::npos) return {};
  const std::size_t close = line.rfind('"');
  if (close <= open || space > open) return {};
  return std::pair(std::string(line.substr(0, space)),
                   std::string(line.substr(open + 1, close - open - 1)));
}

/// `<KEY>value</KEY>` on one line, as the XML form has it.
std::optional<std::pair<std::string, std::string>> element_of(std::string_view line) {
  line = base::trim(line);
  const std::size_t end = line.find('>');
  const std::size_t close = line.rfind("</");
  if (!line.starts_with('<') || end == std::string_view::npos || close == std::string_view::npos ||
      close <= end)
    return {};
  return std::pair(std::string(line.substr(1, end - 1)),
                   std::string(line.substr(end + 1, close - end - 1)));
}

} // namespace

std::optional<Protocol> Protocol::parse(std::span<const std::byte> block) {
  const auto member = member_of(block);
  if (member.empty()) return {};
  const auto bytes = archive::gunzip(member, most_bytes);
  if (!bytes) return {};
  const auto view = bytes->view();
  const std::string_view text(reinterpret_cast<const char *>(view.data()), view.size());
  Protocol protocol;
  for (const std::string_view line : base::split(text, '\n')) {
    auto value = value_of(line);
    if (!value) value = element_of(line);
    if (value) protocol.values_.push_back(std::move(*value));
    if (protocol.values_.size() >= most_values) break;
  }
  if (protocol.values_.empty()) return {};
  std::ranges::stable_sort(protocol.values_, {}, &std::pair<std::string, std::string>::first);
  return protocol;
}

std::string_view Protocol::text(std::string_view key) const {
  const auto found = std::ranges::lower_bound(
      values_, key, {}, [](const auto &value) -> std::string_view { return value.first; });
  if (found == values_.end() || found->first != key) return {};
  return found->second;
}

std::optional<double> Protocol::number(std::string_view key) const {
  return base::to_double(text(key));
}

} // namespace curate::dicom::ge
