#include "libcurate/dicom/file_pixels.hpp"

#include <algorithm>
#include <libcurate/dicom/frame_of.hpp>
#include <libcurate/dicom/native_pixels.hpp>
#include <libcurate/dicom/pixel_length.hpp>
#include <libcurate/dicom/pixels.hpp>

namespace curate::dicom {

namespace {

constexpr Tag extended_offset_table{0x7FE0, 0x0001};
constexpr Tag float_pixels{0x7FE0, 0x0008}, double_pixels{0x7FE0, 0x0009};
constexpr Tag lossy_image_compression{0x0028, 0x2110};
constexpr std::string_view ge_big_endian_pixels = "1.2.840.113619.5.2";

PixelSource source_of(const Header &header, const archive::Source &source) {
  PixelSource out;
  out.file = std::make_shared<const archive::Source>(source);
  out.syntax = header.transfer_syntax();
  // GE's own syntax: the header is little endian, the pixels are not.
  // Source: GE MR DICOM conformance statements.
  if (out.syntax.uid == ge_big_endian_pixels) out.syntax.is_big_endian = true;
  if (const auto place = header.pixel_place()) {
    out.offset_bytes = place->offset_bytes;
    out.length_bytes = place->length_bytes;
  }
  const Element *element = header.pixel_data();
  out.is_in_words = element == nullptr || element->vr != Vr::OB;
  if (const Element *table = header.root().find(extended_offset_table)) {
    std::vector<std::uint64_t> offsets;
    for (std::size_t at = 0; at + 8 <= table->value.size(); at += 8) {
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < 8; ++i)
        value |= std::to_integer<std::uint64_t>(table->value[at + i]) << (8 * i);
      offsets.push_back(value);
    }
    out.extended_offsets = std::make_shared<const std::vector<std::uint64_t>>(std::move(offsets));
  }
  return out;
}

/// How many frames the file says it has; a Problem where its bytes cannot hold so many.
Result<std::uint32_t> frame_count_of(const Dataset &root, const PixelSource &pixels,
                                     const PixelFormat &format) {
  const auto said = root.integer(tags::number_of_frames).value_or(1);
  if (said < 1) return 1;
  // No fragment is smaller than its 8 bytes of lead; several frames may share one, but none has
  // less than 4 bytes.
  const std::uint64_t frame_bits = static_cast<std::uint64_t>(std::max(1, format.rows)) *
                                   static_cast<std::uint64_t>(std::max(1, format.columns));
  const std::uint64_t most = pixels.syntax.coding == PixelCoding::native
                                 ? pixels.length_bytes * 8 / frame_bits
                                 : pixels.length_bytes / 4;
  if (static_cast<std::uint64_t>(said) > std::max<std::uint64_t>(most, 1) &&
      !pixels.syntax.is_deflated)
    return problem("PIXELS-SHORT", "Number of Frames is more than the file can hold");
  if (said > 1'000'000) return problem("PIXELS-SIZE", "more than a million frames in one file");
  return static_cast<std::uint32_t>(said);
}

/// What the header says, with what follows from the pixels' own element and length.
PixelFormat stored_format(const Dataset &root, const PixelSource &pixels) {
  PixelFormat format = pixel_format_of(root);
  const bool has_double = root.find(double_pixels) != nullptr;
  if (root.find(float_pixels) != nullptr || has_double) {
    format.bits_allocated = format.bits_stored = has_double ? 64 : 32;
    format.high_bit = format.bits_stored - 1;
  }
  if (format.samples_per_pixel == 3 && root.terms(tags::photometric_interpretation).empty())
    format.photometric = Photometric::rgb;
  // Some writers say YBR_FULL_422 and halve nothing.
  if (pixels.syntax.coding == PixelCoding::native && !pixels.syntax.is_deflated &&
      format.photometric == Photometric::ybr_full_422 && format.rows > 0 && format.columns > 0) {
    PixelFormat whole = format;
    whole.photometric = Photometric::ybr_full;
    const std::uint64_t bytes = native_bits_per_pixel(whole) / 8 *
                                static_cast<std::uint64_t>(format.rows) *
                                static_cast<std::uint64_t>(format.columns);
    if (pixels.length_bytes / pixels.frame_count >= bytes) format = whole;
  }
  return format;
}

/// The retired lossy processes have one syntax each; of the others an attribute says it.
/// Source: DICOM PS3.3, C.7.6.1.1.5; PS3.6, Annex A.
bool is_lossy(const Dataset &root, const TransferSyntax &syntax) {
  if (syntax.coding == PixelCoding::jpeg) return true;
  const auto terms = root.terms(lossy_image_compression);
  return !terms.empty() && terms.front() == "01";
}

Result<void> check_colours(const PixelFormat &format) {
  const bool is_known = format.photometric != Photometric::other;
  if (format.samples_per_pixel > 1 && !is_known)
    return problem("PIXELS-COLOUR", "the colour space of the picture is none that is converted",
                   "export it again in RGB");
  return {};
}

} // namespace

Result<FilePixels> file_pixels_of(const Header &header, const archive::Source &source) {
  const Dataset root = header.root();
  FilePixels out;
  out.source = source_of(header, source);
  if (out.source.syntax.coding == PixelCoding::unsupported)
    return problem("PIXELS-CODING", "the transfer syntax is not one that this program decodes",
                   "export the pictures uncompressed, or as JPEG lossless or JPEG 2000");
  if (!header.pixel_place()) return problem("PIXELS-SHORT", "the file has no Pixel Data");
  const auto count = frame_count_of(root, out.source, pixel_format_of(root));
  if (!count) return tl::unexpected(count.error());
  out.source.frame_count = *count;
  StoredForm stored{stored_format(root, out.source), {}};
  if (auto known = check_colours(stored.format); !known) return tl::unexpected(known.error());
  out.format = stored.format;
  if (stored.format.photometric == Photometric::palette && stored.format.samples_per_pixel == 1) {
    auto palette = palette_of(root);
    if (!palette) return tl::unexpected(palette.error());
    if (stored.format.bits_allocated != 8 && stored.format.bits_allocated != 16)
      return problem("PIXELS-FORMAT", "palette colours of neither 8 nor 16 bits");
    out.format = format_through(*palette, stored.format);
    stored.palette = std::move(*palette);
  } else if (stored.format.bits_allocated == 12) {
    out.format.bits_allocated = 16;
  }
  for (const PixelFormat &format : {stored.format, out.format})
    if (const auto size = frame_size_bytes(format); !size) return tl::unexpected(size.error());
  if (auto checked = check_pixel_length(out.source, stored.format); !checked)
    return tl::unexpected(checked.error());
  if (out.format != stored.format)
    out.source.stored = std::make_shared<const StoredForm>(std::move(stored));
  out.is_lossy = is_lossy(root, out.source.syntax);
  return out;
}

} // namespace curate::dicom
