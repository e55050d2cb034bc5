#include <algorithm>
#include <bit>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/character_set.hpp>
#include <libcurate/dicom/element_lead.hpp>
#include <libcurate/dicom/header_table.hpp>

namespace curate::dicom {

namespace {

std::string_view chars_of(const Element &element) {
  return {reinterpret_cast<const char *>(element.value.data()), element.value.size()};
}

// Value `index` of a text with backslashes; nothing behind the last.
std::optional<std::string_view> part(std::string_view text, std::size_t index) {
  for (;;) {
    const auto at = text.find('\\');
    if (index == 0) return text.substr(0, at);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + 1);
    --index;
  }
}

// Bytes per value of a binary number; 0 for all other VRs.
std::size_t width_of(Vr vr) {
  using enum Vr;
  // Some thirty VRs are not binary numbers: comparing is shorter than a switch over all.
  if (vr == US || vr == SS) return 2;
  if (vr == UL || vr == SL || vr == FL || vr == AT) return 4;
  if (vr == FD || vr == SV || vr == UV) return 8;
  return 0;
}

double binary_number(Vr vr, const std::byte *at, bool is_big_endian) {
  using enum Vr;
  if (vr == US) return word_at(at, is_big_endian);
  if (vr == SS) return static_cast<std::int16_t>(word_at(at, is_big_endian));
  if (vr == AT)
    return std::uint32_t{word_at(at, is_big_endian)} << 16 | word_at(at + 2, is_big_endian);
  const std::uint32_t first = long_at(at, is_big_endian);
  if (vr == UL) return first;
  if (vr == SL) return static_cast<std::int32_t>(first);
  if (vr == FL) return std::bit_cast<float>(first);
  const std::uint64_t second = long_at(at + 4, is_big_endian);
  const std::uint64_t all =
      is_big_endian ? std::uint64_t{first} << 32 | second : second << 32 | first;
  if (vr == SV) return static_cast<double>(static_cast<std::int64_t>(all));
  if (vr == UV) return static_cast<double>(all);
  return std::bit_cast<double>(all);
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// The text that may hold a number; nothing for other VRs.
std::optional<std::string_view> number_text(const Element &element) {
  if (element.vr == Vr::DS || element.vr == Vr::IS) return chars_of(element);
  if (element.vr != Vr::UN) return {};
  const std::string_view text = base::trim(chars_of(element));
  return is_printable(text) ? std::optional(text) : std::nullopt;
}

} // namespace

Dataset::Dataset(const HeaderTable &table, std::uint32_t level)
    : table_(&table), level_(level), elements_(table.rows.of(level)) {}

const Element *Dataset::find(Tag tag) const {
  const auto found = std::ranges::lower_bound(elements_, tag, {}, &Element::tag);
  return found != elements_.end() && found->tag == tag ? &*found : nullptr;
}

const Element *Dataset::find_private(std::uint16_t group, std::string_view creator,
                                     std::uint8_t element) const {
  const std::string wanted = base::lower(base::trim(creator));
  auto row = std::ranges::lower_bound(elements_, Tag{group, 0x10}, {}, &Element::tag);
  for (; row != elements_.end() && row->tag <= Tag{group, 0xFF}; ++row) {
    const std::string_view named = base::trim(chars_of(*row));
    if (named.size() != wanted.size() || base::lower(named) != wanted) continue;
    const auto number = static_cast<std::uint16_t>(row->tag.element << 8 | element);
    if (const Element *found = find({group, number})) return found;
  }
  return nullptr;
}

std::optional<double> Dataset::number(Tag tag, std::size_t index) const {
  const Element *element = find(tag);
  return element ? number(*element, index) : std::nullopt;
}

std::optional<double> Dataset::number(const Element &element, std::size_t index) const {
  if (const std::size_t width = width_of(element.vr)) {
    if (index >= element.value.size() / width) return {};
    return binary_number(element.vr, element.value.data() + index * width, is_big_endian());
  }
  const auto text = number_text(element);
  const auto value = text ? part(*text, index) : std::nullopt;
  return value ? base::to_double(*value) : std::nullopt;
}

std::optional<long long> Dataset::integer(Tag tag, std::size_t index) const {
  const auto value = number(tag, index);
  constexpr double most = 9007199254740992; // 2^53: beyond it doubles skip integers
  if (!value || std::abs(*value) > most || *value != std::floor(*value)) return {};
  return static_cast<long long>(*value);
}

std::vector<double> Dataset::numbers(Tag tag) const {
  const Element *element = find(tag);
  return element ? numbers(*element) : std::vector<double>{};
}

std::vector<double> Dataset::numbers(const Element &element) const {
  std::vector<double> all;
  if (const std::size_t width = width_of(element.vr)) {
    all.reserve(element.value.size() / width);
    for (std::size_t at = 0; at + width <= element.value.size(); at += width)
      all.push_back(binary_number(element.vr, element.value.data() + at, is_big_endian()));
    return all;
  }
  const auto text = number_text(element);
  if (!text) return all;
  for (const std::string_view value : base::split(*text, '\\'))
    if (const auto number = base::to_double(value)) all.push_back(*number);
  return all;
}

Secret<std::string_view> Dataset::text(Tag tag) const {
  const Element *element = find(tag);
  return element ? text(*element) : Secret<std::string_view>();
}

Secret<std::string_view> Dataset::text(const Element &element) const {
  return Secret<std::string_view>(base::trim(chars_of(element)));
}

Secret<std::string> Dataset::utf8(Tag tag) const {
  const Element *element = find(tag);
  return element ? utf8(*element) : Secret<std::string>();
}

Secret<std::string> Dataset::utf8(const Element &element) const {
  const std::string_view raw = text(element).reveal();
  if (is_plain_ascii(raw)) return Secret<std::string>(std::string(raw));
  return Secret<std::string>(to_utf8(raw, character_set()));
}

std::string_view Dataset::character_set() const {
  std::uint32_t level = level_;
  for (;;) {
    const Dataset data_set(*table_, level);
    if (const Element *element = data_set.find(tags::specific_character_set))
      return chars_of(*element);
    const std::uint32_t parent = table_->rows.levels[level].parent;
    if (parent == level) return {};
    level = parent;
  }
}

std::vector<std::string_view> Dataset::terms(Tag tag) const {
  const Element *element = find(tag);
  if (!element || element->vr != Vr::CS) return {};
  auto all = base::split(chars_of(*element), '\\');
  for (auto &term : all)
    term = base::trim(term);
  return all;
}

std::string_view Dataset::uid(Tag tag) const {
  const Element *element = find(tag);
  return element && element->vr == Vr::UI ? base::trim(chars_of(*element)) : std::string_view();
}

std::vector<Dataset> Dataset::items(Tag tag) const {
  const Element *element = find(tag);
  return element ? items(*element) : std::vector<Dataset>{};
}

std::vector<Dataset> Dataset::items(const Element &element) const {
  std::vector<Dataset> all;
  all.reserve(element.item_count);
  for (std::uint32_t i = 0; i < element.item_count; ++i)
    all.push_back(Dataset(*table_, table_->rows.items[element.first_row + i]));
  return all;
}

bool Dataset::is_big_endian() const {
  return table_->rows.levels[level_].is_big_endian;
}

} // namespace curate::dicom
