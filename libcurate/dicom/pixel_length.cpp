#include "libcurate/dicom/pixel_length.hpp"

#include <algorithm>
#include <libcurate/dicom/native_pixels.hpp>

namespace curate::dicom {

Result<void> check_pixel_length(const PixelSource &pixels, const PixelFormat &format) {
  if (pixels.syntax.coding != PixelCoding::native || pixels.syntax.is_deflated) return {};
  const auto rows = static_cast<std::uint64_t>(std::max(1, format.rows));
  const auto columns = static_cast<std::uint64_t>(std::max(1, format.columns));
  const std::uint64_t bits = native_bits_per_pixel(format);
  std::uint64_t said = 0;
  if (__builtin_mul_overflow(rows * columns * bits, std::uint64_t{pixels.frame_count}, &said))
    return {};
  const std::uint64_t said_bytes = said / 8 + (said % 8 == 0 ? 0 : 1);
  const std::uint64_t most_padding = std::max<std::uint64_t>(2, std::min(rows, columns) * bits / 8);
  if (pixels.length_bytes < said_bytes + most_padding) return {};
  const auto file = pixels.file->read();
  if (!file) return tl::unexpected(file.error());
  const auto all = file->view();
  const std::uint64_t end =
      std::min<std::uint64_t>(all.size(), pixels.offset_bytes + pixels.length_bytes);
  const std::uint64_t begin = std::min(end, pixels.offset_bytes + said_bytes);
  const auto behind =
      all.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  if (std::ranges::all_of(behind, [](std::byte b) { return b == std::byte{0}; })) return {};
  return problem("PIXELS-LONG",
                 "Pixel Data is longer than the header says: Rows, Columns or Number "
                 "of Frames cannot be true");
}

} // namespace curate::dicom
