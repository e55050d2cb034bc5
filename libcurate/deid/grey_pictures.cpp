#include "libcurate/deid/grey_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace curate::deid {

namespace {

using legible::GreyPicture;

template <typename Sample> Sample sample_at(std::span<const std::byte> pixels, std::size_t i) {
  Sample value;
  std::memcpy(&value, pixels.data() + i * sizeof(Sample), sizeof value);
  return value;
}

/// What can be compared: no number counts as 0.
template <typename Sample> double number_of(Sample value) {
  if constexpr (std::is_floating_point_v<Sample>)
    return std::isfinite(value) ? static_cast<double>(value) : 0;
  else
    return static_cast<double>(value);
}

GreyPicture empty_picture(const dicom::PixelFormat &format) {
  GreyPicture out;
  out.columns = format.columns;
  out.rows = format.rows;
  out.pixels.resize(static_cast<std::size_t>(format.columns) *
                    static_cast<std::size_t>(format.rows));
  return out;
}

template <typename Sample>
GreyPicture grey_of(const dicom::PixelFormat &format, std::span<const std::byte> pixels) {
  GreyPicture out = empty_picture(format);
  double low = number_of(sample_at<Sample>(pixels, 0)), high = low;
  for (std::size_t i = 1; i < out.pixels.size(); ++i) {
    const double value = number_of(sample_at<Sample>(pixels, i));
    low = std::min(low, value);
    high = std::max(high, value);
  }
  // Halves first: the difference of two doubles may be no double.
  const double half_range = high / 2 - low / 2;
  const bool is_exact = !std::is_floating_point_v<Sample> && half_range <= 32767;
  for (std::size_t i = 0; i < out.pixels.size(); ++i) {
    const double value = number_of(sample_at<Sample>(pixels, i));
    const double part = half_range > 0 ? (value / 2 - low / 2) / half_range : 0;
    out.pixels[i] = static_cast<std::uint16_t>(is_exact ? value - low : part * 65535 + 0.5);
  }
  return out;
}

template <typename Sample>
std::vector<GreyPicture> greys_of_colours(const dicom::PixelFormat &format,
                                          std::span<const std::byte> pixels) {
  GreyPicture bright = empty_picture(format), dark = bright, apart = bright;
  bool is_coloured = false;
  for (std::size_t i = 0; i < bright.pixels.size(); ++i) {
    const double red = number_of(sample_at<Sample>(pixels, 3 * i)),
                 green = number_of(sample_at<Sample>(pixels, 3 * i + 1)),
                 blue = number_of(sample_at<Sample>(pixels, 3 * i + 2));
    constexpr double most =
        sizeof(Sample) <= 2 ? 1 : 65536.0 * (sizeof(Sample) > 4 ? 4294967296.0 : 1);
    const double high = std::max({red, green, blue}) / most;
    const double low = std::min({red, green, blue}) / most;
    const auto bounded = [](double value) {
      return static_cast<std::uint16_t>(std::clamp(value, 0.0, 65535.0));
    };
    bright.pixels[i] = bounded(high);
    dark.pixels[i] = bounded(low);
    apart.pixels[i] = bounded(high - low);
    is_coloured = is_coloured || high != low;
  }
  std::vector<GreyPicture> out;
  out.push_back(std::move(bright));
  if (!is_coloured) return out;
  out.push_back(std::move(dark));
  out.push_back(std::move(apart));
  return out;
}

template <typename Sample>
std::vector<GreyPicture> pictures_of(const dicom::PixelFormat &format,
                                     std::span<const std::byte> pixels) {
  if constexpr (!std::is_floating_point_v<Sample>)
    if (format.samples_per_pixel == 3)
      return greys_of_colours<std::make_unsigned_t<Sample>>(format, pixels);
  std::vector<GreyPicture> out;
  out.push_back(grey_of<Sample>(format, pixels));
  return out;
}

} // namespace

std::vector<GreyPicture> grey_pictures(const dicom::PixelFormat &format,
                                       std::span<const std::byte> pixels) {
  if (pixels.empty()) return {};
  const int bits = format.bits_allocated;
  if (format.is_float)
    return bits == 64 ? pictures_of<double>(format, pixels) : pictures_of<float>(format, pixels);
  if (bits <= 8)
    return format.is_signed ? pictures_of<std::int8_t>(format, pixels)
                            : pictures_of<std::uint8_t>(format, pixels);
  if (bits <= 16)
    return format.is_signed ? pictures_of<std::int16_t>(format, pixels)
                            : pictures_of<std::uint16_t>(format, pixels);
  if (bits <= 32)
    return format.is_signed ? pictures_of<std::int32_t>(format, pixels)
                            : pictures_of<std::uint32_t>(format, pixels);
  return format.is_signed ? pictures_of<std::int64_t>(format, pixels)
                          : pictures_of<std::uint64_t>(format, pixels);
}

} // namespace curate::deid
