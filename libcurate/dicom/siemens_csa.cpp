#include "libcurate/dicom/siemens_csa.hpp"

#include <algorithm>
#include <libcurate/base/text.hpp>

namespace curate::dicom::siemens {

namespace {

constexpr std::size_t name_bytes = 64;
constexpr std::size_t tag_bytes = 84; // name, VM, VR, SyngoDT, number of items, 77 or 205
constexpr std::size_t item_bytes = 16;
constexpr std::uint32_t most_tags = 1024; // real headers hold about 100
constexpr std::uint32_t most_items = 4096;

std::uint32_t little_32(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= std::to_integer<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

std::string_view text_at(std::span<const std::byte> bytes, std::size_t at, std::size_t length) {
  const std::string_view whole(reinterpret_cast<const char *>(bytes.data() + at), length);
  return whole.substr(0, whole.find('\0'));
}

} // namespace

std::optional<CsaHeader::Item> CsaHeader::item_at(std::span<const std::byte> bytes,
                                                  std::size_t at) {
  if (bytes.size() < item_bytes || at > bytes.size() - item_bytes) return {};
  const std::size_t length = little_32(bytes, at + 4);
  const std::size_t begin = at + item_bytes;
  if (length > bytes.size() - begin) return {};
  return Item{text_at(bytes, begin, length), begin + (length + 3) / 4 * 4};
}

std::optional<CsaHeader> CsaHeader::parse(std::span<const std::byte> bytes) {
  if (bytes.size() < 16) return {};
  const bool is_marked = text_at(bytes, 0, 4) == "SV10";
  std::size_t at = is_marked ? 8 : 0;
  const std::uint32_t tag_count = little_32(bytes, at);
  if (tag_count == 0 || tag_count > most_tags) return {};
  at += 8; // the count and a number that is always 77
  CsaHeader header;
  header.bytes_ = bytes;
  header.is_marked_ = is_marked;
  header.entries_.reserve(tag_count);
  for (std::uint32_t tag = 0; tag < tag_count; ++tag) {
    if (bytes.size() < tag_bytes || at > bytes.size() - tag_bytes) break;
    Entry entry{text_at(bytes, at, name_bytes), at + tag_bytes, little_32(bytes, at + 76),
                little_32(bytes, at + name_bytes)};
    if (entry.item_count > most_items) break;
    at += tag_bytes;
    std::uint32_t whole = 0;
    for (; whole < entry.item_count; ++whole) {
      const auto item = item_at(bytes, at);
      if (!item) break;
      at = item->next;
    }
    const bool is_whole = whole == entry.item_count;
    entry.item_count = whole;
    header.entries_.push_back(entry);
    if (!is_whole) break;
  }
  if (header.entries_.empty()) return {};
  return header;
}

CsaHeader::Field CsaHeader::field(std::size_t index) const {
  const Entry &entry = entries_[index];
  Field out{entry.name, entry.multiplicity};
  std::size_t at = entry.first_item;
  for (std::uint32_t i = 0; i < entry.item_count; ++i) {
    const auto item = item_at(bytes_, at);
    if (!item) break;
    out.values.push_back(item->value);
    at = item->next;
  }
  return out;
}

const CsaHeader::Entry *CsaHeader::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  return found == entries_.end() ? nullptr : &*found;
}

std::string_view CsaHeader::text(std::string_view name, std::size_t index) const {
  const Entry *entry = find(name);
  if (entry == nullptr || index >= entry->item_count) return {};
  std::size_t at = entry->first_item;
  for (std::size_t i = 0;; ++i) {
    const auto item = item_at(bytes_, at);
    if (!item) return {};
    if (i == index) return base::trim(item->value);
    at = item->next;
  }
}

std::optional<double> CsaHeader::number(std::string_view name, std::size_t index) const {
  return base::to_double(text(name, index));
}

std::vector<double> CsaHeader::numbers(std::string_view name) const {
  std::vector<double> values;
  const Entry *entry = find(name);
  if (entry == nullptr) return values;
  std::size_t at = entry->first_item;
  for (std::uint32_t i = 0; i < entry->item_count; ++i) {
    const auto item = item_at(bytes_, at);
    const auto value = item ? base::to_double(item->value) : std::nullopt;
    if (!value) break;
    values.push_back(*value);
    at = item->next;
  }
  return values;
}

} // namespace curate::dicom::siemens
