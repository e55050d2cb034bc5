#include "libcurate/deid/blank_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <libcurate/deid/grey_pictures.hpp>
#include <libcurate/dicom/file_pixels.hpp>
#include <optional>

namespace curate::deid {

namespace {

using dicom::PixelFormat;
using legible::TextBox;

constexpr int most_rounds = 3;
constexpr dicom::Tag pixel_padding_value{0x0028, 0x0120};

/// With a margin: marks, accents and soft edges around what was found.
TextBox with_margin(const TextBox &box, const PixelFormat &format) {
  const int across = std::max(2, (box.height() + 1) / 2), down = std::max(2, box.height() / 4);
  return {std::max(0, box.left - across), std::max(0, box.top - down),
          std::min(format.columns, box.right + across), std::min(format.rows, box.bottom + down)};
}

template <typename Sample> class Canvas {
public:
  Canvas(const PixelFormat &format, std::span<std::byte> pixels)
      : format_(format), pixels_(pixels) {}

  Sample background(std::optional<double> padding) const {
    const bool is_colour = format_.samples_per_pixel == 3;
    if (padding && !is_colour && holds(*padding)) return static_cast<Sample>(*padding);
    if (format_.photometric == dicom::Photometric::monochrome1) return extreme(true);
    if (std::is_unsigned_v<Sample> || is_colour) return 0;
    return extreme(false);
  }

  void fill(const TextBox &box, Sample value) {
    const auto samples = static_cast<std::size_t>(format_.samples_per_pixel);
    const auto columns = static_cast<std::size_t>(format_.columns);
    for (int row = box.top; row < box.bottom; ++row) {
      std::size_t at =
          (static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(box.left)) * samples;
      const auto count = static_cast<std::size_t>(box.width()) * samples;
      for (std::size_t i = 0; i < count; ++i, ++at)
        std::memcpy(pixels_.data() + at * sizeof(Sample), &value, sizeof value);
    }
  }

private:
  bool holds(double value) const {
    if (std::is_floating_point_v<Sample>) return std::isfinite(value);
    const double half = std::ldexp(1.0, format_.bits_stored - 1);
    return format_.is_signed ? value >= -half && value < half : value >= 0 && value < 2 * half;
  }
  /// The greatest value that can be stored, of floating point that is; or the least that is.
  Sample extreme(bool greatest) const {
    if constexpr (!std::is_floating_point_v<Sample>)
      if (greatest) {
        const int bits = format_.bits_stored - (format_.is_signed ? 1 : 0);
        return static_cast<Sample>(bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1);
      }
    bool has_any = false;
    Sample best{};
    for (std::size_t at = 0; at + sizeof(Sample) <= pixels_.size(); at += sizeof(Sample)) {
      Sample value;
      std::memcpy(&value, pixels_.data() + at, sizeof value);
      if constexpr (std::is_floating_point_v<Sample>)
        if (!std::isfinite(value)) continue;
      if (!has_any || (greatest ? value > best : value < best)) best = value;
      has_any = true;
    }
    return best;
  }

  const PixelFormat &format_;
  std::span<std::byte> pixels_;
};

template <typename Sample>
void fill(const PixelFormat &format, std::span<std::byte> pixels, std::span<const TextBox> boxes,
          std::optional<double> padding) {
  Canvas<Sample> canvas(format, pixels);
  const Sample value = canvas.background(padding);
  for (const TextBox &box : boxes)
    canvas.fill(with_margin(box, format), value);
}

void fill_any(const PixelFormat &format, std::span<std::byte> pixels,
              std::span<const TextBox> boxes, std::optional<double> padding) {
  const int bits = format.bits_allocated;
  const bool is_signed = format.is_signed && format.samples_per_pixel == 1;
  if (format.is_float)
    return bits == 64 ? fill<double>(format, pixels, boxes, padding)
                      : fill<float>(format, pixels, boxes, padding);
  if (bits <= 8)
    return is_signed ? fill<std::int8_t>(format, pixels, boxes, padding)
                     : fill<std::uint8_t>(format, pixels, boxes, padding);
  if (bits <= 16)
    return is_signed ? fill<std::int16_t>(format, pixels, boxes, padding)
                     : fill<std::uint16_t>(format, pixels, boxes, padding);
  if (bits <= 32)
    return is_signed ? fill<std::int32_t>(format, pixels, boxes, padding)
                     : fill<std::uint32_t>(format, pixels, boxes, padding);
  return is_signed ? fill<std::int64_t>(format, pixels, boxes, padding)
                   : fill<std::uint64_t>(format, pixels, boxes, padding);
}

} // namespace

Result<std::size_t> blank_text(const PixelFormat &format, std::span<std::byte> frame,
                               std::optional<double> padding, legible::Reader &reader) {
  std::size_t count = 0;
  for (int round = 0;; ++round) {
    std::vector<TextBox> boxes;
    for (const auto &picture : grey_pictures(format, frame)) {
      const auto found = reader.find(picture);
      boxes.insert(boxes.end(), found.begin(), found.end());
    }
    if (boxes.empty()) return count;
    if (round == most_rounds)
      return problem("DEID-TEXT-LEFT", "text in the picture is still legible after it was blanked",
                     "leave the file out, or blank the picture by hand");
    fill_any(format, frame, boxes, padding);
    count += boxes.size();
  }
}

Result<BlankedPixels> blank_text(const dicom::Header &header, const archive::Source &source,
                                 legible::Reader &reader) {
  const auto file = dicom::file_pixels_of(header, source);
  if (!file) return tl::unexpected(file.error());
  const auto padding = header.root().number(pixel_padding_value);
  std::size_t boxes = 0;
  auto out = blank_frames(
      *file,
      [&](std::uint32_t, const PixelFormat &format, std::span<std::byte> pixels) -> Result<bool> {
        const auto found = blank_text(format, pixels, padding, reader);
        if (!found) return tl::unexpected(found.error());
        boxes += *found;
        return *found > 0;
      });
  if (out) out->boxes = boxes;
  return out;
}

} // namespace curate::deid
