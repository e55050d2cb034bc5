#include <array>
#include <libcurate/dicom/dictionary.hpp>

namespace curate::dicom {

namespace {

constexpr std::uint32_t number_of(Tag tag) {
  return std::uint32_t{tag.group} << 16 | tag.element;
}

// The row that a tag stands under: repeating groups and elements share one.
constexpr Tag row_tag(Tag tag) {
  const auto hundreds = static_cast<std::uint16_t>(tag.group & 0xFF00U);
  if (hundreds == 0x5000 || hundreds == 0x6000) tag.group = hundreds;
  if (tag.group == 0x0020 && (tag.element & 0xFF00U) == 0x3100) tag.element = 0x3100;
  return tag;
}

// A hash table with open addressing over the rows: implicit files look up every element.
class Index {
public:
  Index() {
    for (std::size_t row = 0; row < dictionary_row_count; ++row) {
      std::size_t slot = slot_of(dictionary_rows[row].tag);
      while (slots_[slot].vr != empty)
        slot = (slot + 1) % slots_.size();
      slots_[slot] = dictionary_rows[row];
    }
  }

  std::optional<Vr> find(std::uint32_t tag) const {
    for (std::size_t slot = slot_of(tag); slots_[slot].vr != empty;
         slot = (slot + 1) % slots_.size())
      if (slots_[slot].tag == tag) return slots_[slot].vr;
    return {};
  }

private:
  static constexpr Vr empty{};
  static std::size_t slot_of(std::uint32_t tag) {
    // Source: Knuth, The Art of Computer Programming, vol. 3, 6.4 (multiplicative hashing).
    return (tag * 2654435769U) >> 18;
  }
  std::array<DictionaryRow, std::size_t{1} << 14> slots_{};
};

} // namespace

std::optional<Vr> standard_vr(Tag tag) {
  static const Index index;
  if (tag.element == 0) return Vr::UL;
  // Source: DICOM PS3.5, 7.8.1.
  if (tag.is_private()) {
    if (tag.element >= 0x10 && tag.element <= 0xFF) return Vr::LO;
    return {};
  }
  return index.find(number_of(row_tag(tag)));
}

} // namespace curate::dicom
