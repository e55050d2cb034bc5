#include <algorithm>
#include <libcurate/dicom/dictionary.hpp>
#include <libcurate/dicom/element_lead.hpp>

namespace curate::dicom {

namespace {

// How many elements in a row must make sense before a file without meta information is taken as
// DICOM.
constexpr int convincing_elements = 3;

// Whether the first elements are known to the standard, rise, and fit in the file.
bool makes_sense(std::span<const std::byte> bytes, Encoding encoding) {
  Tag before{};
  std::size_t position = 0;
  for (int count = 0; count < convincing_elements; ++count) {
    if (count > 0 && position == bytes.size()) return true;
    const auto lead = read_lead(bytes.subspan(position), encoding);
    if (!lead || (count > 0 && lead->tag <= before)) return false;
    if (lead->has_vr != encoding.is_explicit) return false;
    if (lead->tag.group < 0x0008 && lead->tag.group != 0x0004 && lead->tag.group != 0) return false;
    if (lead->tag.group > 0x0028 || !standard_vr(lead->tag)) return false;
    position += lead->lead_bytes;
    if (lead->length == undefined_length) return count > 0;
    if (lead->length > bytes.size() - position) return false;
    position += lead->length;
    before = lead->tag;
  }
  return true;
}

bool has_letters(std::span<const std::byte> bytes, std::size_t at) {
  constexpr std::string_view letters = "DICM";
  return bytes.size() >= at + letters.size() &&
         std::ranges::equal(bytes.subspan(at, letters.size()), std::as_bytes(std::span(letters)));
}

// The last element of group 0002 that the standard knows is (0002,0102).
bool begins_with_meta(std::span<const std::byte> bytes) {
  if (bytes.size() < 8 || !looks_explicit(bytes)) return false;
  const Tag tag = tag_at(bytes.data(), false);
  return tag.group == 0x0002 && tag.element <= 0x0102;
}

} // namespace

std::optional<std::size_t> data_begin(std::span<const std::byte> bytes) {
  if (has_letters(bytes, 128)) return 132;
  if (has_letters(bytes, 0)) return 4;
  if (begins_with_meta(bytes) || guess_encoding(bytes)) return 0;
  return {};
}

std::optional<Encoding> guess_encoding(std::span<const std::byte> bytes) {
  for (const Encoding encoding :
       {Encoding{true, false}, Encoding{false, false}, Encoding{true, true}, Encoding{false, true}})
    if (makes_sense(bytes, encoding)) return encoding;
  return {};
}

} // namespace curate::dicom
