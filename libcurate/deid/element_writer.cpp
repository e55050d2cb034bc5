#include <libcurate/deid/element_writer.hpp>

#include <algorithm>
#include <array>

namespace curate::deid {

namespace {

using dicom::Tag;
using dicom::Vr;

constexpr Tag item_tag{0xFFFE, 0xE000};
constexpr std::size_t longest_short_length = 0xFFFE;

// Those with a length of four bytes. Source: DICOM PS3.5, Table 7.1-1.
bool has_long_length(Vr vr) {
  using enum Vr;
  constexpr std::array all = {OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV};
  return std::ranges::find(all, vr) != all.end();
}

} // namespace

std::size_t number_bytes(Vr vr) {
  using enum Vr;
  if (vr == US || vr == SS || vr == OW || vr == AT) return 2;
  if (vr == UL || vr == SL || vr == FL || vr == OF || vr == OL) return 4;
  if (vr == FD || vr == SV || vr == UV || vr == OD || vr == OV) return 8;
  return 1;
}

void ElementWriter::word(std::uint16_t value) {
  const auto low = static_cast<std::byte>(value & 0xFF), high = static_cast<std::byte>(value >> 8);
  bytes_.push_back(form_.is_big_endian ? high : low);
  bytes_.push_back(form_.is_big_endian ? low : high);
}

void ElementWriter::number_32(std::uint32_t value) {
  const auto low = static_cast<std::uint16_t>(value & 0xFFFF);
  const auto high = static_cast<std::uint16_t>(value >> 16);
  word(form_.is_big_endian ? high : low);
  word(form_.is_big_endian ? low : high);
}

void ElementWriter::lead(Tag tag, Vr vr, std::uint32_t length_bytes) {
  word(tag.group);
  word(tag.element);
  if (!form_.is_explicit) return number_32(length_bytes);
  if (!has_long_length(vr) && length_bytes > longest_short_length) vr = Vr::UN;
  const auto letters = static_cast<std::uint16_t>(vr);
  bytes_.push_back(static_cast<std::byte>(letters >> 8));
  bytes_.push_back(static_cast<std::byte>(letters & 0xFF));
  if (!has_long_length(vr)) return word(static_cast<std::uint16_t>(length_bytes));
  word(0);
  number_32(length_bytes);
}

void ElementWriter::element(Tag tag, Vr vr, std::span<const std::byte> value) {
  const bool is_odd = value.size() % 2 != 0;
  lead(tag, vr, static_cast<std::uint32_t>(value.size() + (is_odd ? 1 : 0)));
  bytes_.insert(bytes_.end(), value.begin(), value.end());
  if (!is_odd) return;
  const bool pads_with_zero = vr == Vr::UI || vr == Vr::OB || vr == Vr::UN;
  bytes_.push_back(pads_with_zero ? std::byte{0} : std::byte{' '});
}

void ElementWriter::element_turned(Tag tag, Vr vr, std::span<const std::byte> value) {
  const std::size_t width = number_bytes(vr);
  element(tag, vr, value);
  if (width == 1) return;
  const std::size_t first = bytes_.size() - value.size() - value.size() % 2;
  for (std::size_t at = first; at + width <= first + value.size(); at += width)
    std::reverse(bytes_.begin() + static_cast<std::ptrdiff_t>(at),
                 bytes_.begin() + static_cast<std::ptrdiff_t>(at + width));
}

void ElementWriter::text(Tag tag, Vr vr, std::string_view value) {
  element(tag, vr, std::as_bytes(std::span(value)));
}

void ElementWriter::number(Tag tag, std::uint16_t value) {
  lead(tag, Vr::US, 2);
  word(value);
}

void ElementWriter::begin_sequence(Tag tag) {
  lead(tag, Vr::SQ, 0);
  open_.push_back(bytes_.size());
}

void ElementWriter::begin_item() {
  word(item_tag.group);
  word(item_tag.element);
  number_32(0);
  open_.push_back(bytes_.size());
}

void ElementWriter::end() {
  const std::size_t begin = open_.back();
  open_.pop_back();
  const auto length = static_cast<std::uint32_t>(bytes_.size() - begin);
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t shift = 8 * (form_.is_big_endian ? 3 - i : i);
    bytes_[begin - 4 + i] = static_cast<std::byte>(length >> shift & 0xFF);
  }
}

void ElementWriter::append(std::span<const std::byte> elements) {
  bytes_.insert(bytes_.end(), elements.begin(), elements.end());
}

} // namespace curate::deid
