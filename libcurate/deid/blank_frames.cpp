#include <libcurate/deid/blank_frames.hpp>

#include <algorithm>
#include <bit>
#include <libcurate/dicom/pixels.hpp>
#include <limits>

namespace curate::deid {

static_assert(std::endian::native == std::endian::little, "decoded pixels are written as they are");

namespace {

/// What decoded pixels are.
dicom::PixelFormat written_format(dicom::PixelFormat format) {
  format.bits_allocated = std::max(8, format.bits_allocated);
  if (!format.is_float) format.high_bit = format.bits_stored - 1;
  format.is_planar = false;
  if (format.samples_per_pixel == 3)
    format.photometric = dicom::Photometric::rgb;
  else if (format.photometric != dicom::Photometric::monochrome1)
    format.photometric = dicom::Photometric::monochrome2;
  return format;
}

} // namespace

Result<BlankedPixels> blank_frames(const dicom::FilePixels &file, const BlankFrame &blank) {
  const auto size = dicom::frame_size_bytes(file.format);
  if (!size) return tl::unexpected(size.error());
  const std::uint64_t whole = std::uint64_t{*size} * file.source.frame_count;
  if (whole >= std::numeric_limits<std::uint32_t>::max())
    return problem("PIXELS-SIZE", "the uncompressed frames of the object take 4 GiB or more");
  BlankedPixels out;
  out.format = written_format(file.format);
  const auto decode = [&](std::uint32_t number, std::span<std::byte> into) {
    dicom::PixelSource frame = file.source;
    frame.frame_in_file = number;
    return dicom::decode(frame, file.format, into);
  };
  std::vector<std::byte> frame(*size);
  for (std::uint32_t i = 0; i < file.source.frame_count; ++i) {
    if (auto done = decode(i, frame); !done) return tl::unexpected(done.error());
    const auto changes = blank(i, out.format, frame);
    if (!changes) return tl::unexpected(changes.error());
    if (*changes && !out.changed) {
      // Those before had nothing, and were not kept.
      out.changed = true;
      out.pixels.resize(static_cast<std::size_t>(whole));
      for (std::uint32_t earlier = 0; earlier < i; ++earlier)
        if (auto done = decode(earlier, std::span(out.pixels).subspan(*size * earlier, *size));
            !done)
          return tl::unexpected(done.error());
    }
    if (out.changed)
      std::ranges::copy(frame, out.pixels.begin() + static_cast<std::ptrdiff_t>(*size * i));
  }
  return out;
}

} // namespace curate::deid
