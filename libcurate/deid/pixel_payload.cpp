#include <libcurate/deid/pixel_payload.hpp>

#include <algorithm>
#include <libcurate/deid/codestream.hpp>
#include <libcurate/deid/high_bits.hpp>
#include <libcurate/dicom/frame_of.hpp>
#include <libcurate/dicom/native_pixels.hpp>

namespace curate::deid {

namespace {

using dicom::Element;
using dicom::Tag;
using dicom::Vr;

constexpr Tag float_pixels{0x7FE0, 0x0008}, double_pixels{0x7FE0, 0x0009};

/// How many frames the header says; 1 where it says none.
std::uint64_t frames_of(const dicom::Dataset &root) {
  const auto said = root.integer(dicom::tags::number_of_frames).value_or(1);
  return said < 1 ? 1 : static_cast<std::uint64_t>(said);
}

/// An overlay without data of its own lies in bits of the pixels that they do not use.
/// Source: DICOM PS3.5, 8.1.2 (retired).
bool has_overlay_in_pixels(const dicom::Dataset &root) {
  return std::ranges::any_of(root.elements(), [&](const Element &element) {
    const bool is_bits = (element.tag.group & 0xFF01) == 0x6000 && element.tag.element == 0x0100;
    return is_bits && root.find({element.tag.group, 0x3000}) == nullptr;
  });
}

Result<std::uint64_t> length_said(const dicom::Dataset &root, Tag tag, std::uint64_t stored) {
  dicom::PixelFormat format = dicom::pixel_format_of(root);
  if (tag == float_pixels) format.bits_allocated = 32;
  if (tag == double_pixels) format.bits_allocated = 64;
  if (format.rows <= 0 || format.columns <= 0 || format.samples_per_pixel <= 0)
    return problem("DEID-PIXELS-UNKNOWN",
                   "the header does not say how large the picture is, so what lies behind its "
                   "pixels cannot be told from them");
  const auto length = [&](const dicom::PixelFormat &of) -> std::optional<std::uint64_t> {
    std::uint64_t bits = dicom::native_bits_per_pixel(of), all = 0;
    const auto area = static_cast<std::uint64_t>(of.rows) * static_cast<std::uint64_t>(of.columns);
    if (__builtin_mul_overflow(bits, area, &bits) ||
        __builtin_mul_overflow(bits, frames_of(root), &all))
      return {};
    return all / 8 + (all % 8 == 0 ? 0 : 1);
  };
  auto said = length(format);
  // Some writers say YBR_FULL_422 and halve nothing.
  if (format.photometric == dicom::Photometric::ybr_full_422) {
    format.photometric = dicom::Photometric::ybr_full;
    if (const auto whole = length(format); whole && stored >= *whole) said = whole;
  }
  if (!said) return problem("PIXELS-SIZE", "the picture is larger than can be stored");
  if (stored < *said)
    return problem("PIXELS-SHORT", "the file ends before its pixels do",
                   "copy it from its origin again");
  return *said;
}

Result<std::optional<PixelPayload>> native(const dicom::Header &header, const Element &element) {
  const dicom::Dataset root = header.root();
  const auto length = length_said(root, element.tag, element.value.size());
  if (!length) return tl::unexpected(length.error());
  PixelPayload payload{
      element.tag, element.vr, false, element.value.first(static_cast<std::size_t>(*length)), {}};
  const dicom::PixelFormat format = dicom::pixel_format_of(root);
  if (element.tag == dicom::tags::pixel_data && has_overlay_in_pixels(root)) {
    if (root.is_big_endian())
      return problem("DEID-HIGH-BITS", "an overlay lies in the pixels of a big-endian object",
                     "export it again as explicit little endian");
    payload.owned.assign(payload.value.begin(), payload.value.end());
    const auto cleared = clear_high_bits(format, payload.owned);
    if (!cleared) return tl::unexpected(cleared.error());
    payload.value = payload.owned;
  }
  return payload;
}

std::vector<std::uint64_t> extended_offsets(const dicom::Dataset &root) {
  std::vector<std::uint64_t> offsets;
  const Element *table = root.find({0x7FE0, 0x0001});
  if (table == nullptr) return offsets;
  for (std::size_t at = 0; at + 8 <= table->value.size(); at += 8) {
    std::uint64_t offset = 0;
    for (std::size_t i = 0; i < 8; ++i)
      offset |= std::to_integer<std::uint64_t>(table->value[at + i]) << (8 * i);
    offsets.push_back(offset);
  }
  return offsets;
}

/// How many items a run of fragments has, the offset table among them.
std::size_t item_count(std::span<const std::byte> value) {
  std::size_t count = 0;
  for (std::size_t at = 0; at + 8 <= value.size(); ++count) {
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
      length |= std::to_integer<std::uint64_t>(value[at + 4 + i]) << (8 * i);
    at += 8 + length;
  }
  return count;
}

Result<std::optional<PixelPayload>> encapsulated(const dicom::Header &header,
                                                 const Element &element) {
  const dicom::Dataset root = header.root();
  const auto frames = static_cast<std::size_t>(frames_of(root));
  const auto offsets = extended_offsets(root);
  const dicom::PixelFormat format = dicom::pixel_format_of(root);
  const auto area = static_cast<std::size_t>(std::max(0, format.rows)) *
                    static_cast<std::size_t>(std::max(0, format.columns));
  auto stripped =
      strip_encapsulated(element.value, header.transfer_syntax(), frames, area, offsets);
  if (!stripped) return tl::unexpected(stripped.error());
  // The Extended Offset Table goes, so the frames must be told apart without it.
  if (!*stripped && !offsets.empty() && item_count(element.value) != frames + 1)
    return problem("DEID-CODESTREAM", "only the Extended Offset Table tells the frames apart",
                   "export the object again with one fragment for each frame");
  PixelPayload payload{element.tag, Vr::OB, true, element.value, {}};
  if (*stripped) {
    payload.owned = std::move(**stripped);
    payload.value = payload.owned;
  }
  return payload;
}

} // namespace

Result<std::optional<PixelPayload>> pixel_payload(const dicom::Header &header) {
  const Element *element = header.pixel_data();
  if (element == nullptr) return std::nullopt;
  if (header.is_pixel_data_truncated())
    return problem("PIXELS-SHORT", "the file ends before its pixels do",
                   "copy it from its origin again");
  if (!element->is_undefined_length) return native(header, *element);
  return encapsulated(header, *element);
}

} // namespace curate::deid
