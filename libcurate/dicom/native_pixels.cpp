#include "libcurate/dicom/native_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace curate::dicom {

namespace {

/// Applies `change` to every whole word. Compilers vectorise it; memcpy keeps unaligned input
/// legal.
template <typename Word, typename Change>
void for_each_word(std::span<std::byte> bytes, Change change) {
  const std::size_t count = bytes.size() / sizeof(Word);
  std::byte *at = bytes.data();
  for (std::size_t i = 0; i < count; ++i, at += sizeof(Word)) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    word = change(word);
    std::memcpy(at, &word, sizeof word);
  }
}

template <typename Word> void settle(const PixelFormat &format, std::span<std::byte> pixels) {
  constexpr int width = static_cast<int>(sizeof(Word)) * 8;
  using Signed = std::make_signed_t<Word>;
  const int left = width - 1 - format.high_bit;
  const int right = width - format.bits_stored;
  if (format.is_signed) {
    for_each_word<Word>(pixels, [=](Word word) {
      const auto up = static_cast<Signed>(static_cast<Word>(word << left));
      return static_cast<Word>(static_cast<Signed>(up >> right));
    });
    return;
  }
  for_each_word<Word>(pixels, [=](Word word) {
    const auto up = static_cast<Word>(word << left);
    return static_cast<Word>(up >> right);
  });
}

} // namespace

bool is_halved(const PixelFormat &format) {
  return format.samples_per_pixel == 3 && (format.photometric == Photometric::ybr_full_422 ||
                                           format.photometric == Photometric::ybr_partial_422);
}

std::uint64_t native_bits_per_pixel(const PixelFormat &format) {
  if (is_halved(format)) return 2ULL * static_cast<unsigned>(format.bits_allocated);
  return static_cast<std::uint64_t>(format.samples_per_pixel) *
         static_cast<unsigned>(format.bits_allocated);
}

void swap_words(std::span<std::byte> bytes, std::size_t word_bytes) {
  if (word_bytes == 2)
    for_each_word<std::uint16_t>(bytes, [](std::uint16_t w) { return __builtin_bswap16(w); });
  else if (word_bytes == 4)
    for_each_word<std::uint32_t>(bytes, [](std::uint32_t w) { return __builtin_bswap32(w); });
  else if (word_bytes == 8)
    for_each_word<std::uint64_t>(bytes, [](std::uint64_t w) { return __builtin_bswap64(w); });
}

void unpack_bits(std::span<const std::byte> in, std::uint64_t first_bit, std::span<std::byte> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint64_t bit = first_bit + i;
    out[i] = (in[static_cast<std::size_t>(bit / 8)] >> static_cast<int>(bit % 8)) & std::byte{1};
  }
}

void unpack_12_bits(std::span<const std::byte> in, std::uint64_t first_bit,
                    std::span<std::byte> out) {
  for (std::size_t i = 0; 2 * i + 2 <= out.size(); ++i) {
    // Twelve bits begin at a byte or in the middle of one, so they lie in two.
    const std::uint64_t bit = first_bit + 12 * i;
    const auto low = std::to_integer<unsigned>(in[static_cast<std::size_t>(bit / 8)]);
    const auto high = std::to_integer<unsigned>(in[static_cast<std::size_t>(bit / 8) + 1]);
    const auto value = static_cast<std::uint16_t>(((high << 8 | low) >> (bit % 8)) & 0xFFFU);
    std::memcpy(out.data() + 2 * i, &value, sizeof value);
  }
}

void interleave(std::span<const std::byte> planes, std::size_t samples, std::size_t sample_bytes,
                std::span<std::byte> out) {
  const std::size_t pixels = planes.size() / (samples * sample_bytes);
  for (std::size_t sample = 0; sample < samples; ++sample) {
    const std::byte *from = planes.data() + sample * pixels * sample_bytes;
    std::byte *to = out.data() + sample * sample_bytes;
    for (std::size_t i = 0; i < pixels; ++i) {
      for (std::size_t b = 0; b < sample_bytes; ++b)
        to[b] = from[b];
      from += sample_bytes;
      to += samples * sample_bytes;
    }
  }
}

void expand_422(std::span<const std::byte> in, std::span<std::byte> out) {
  const std::size_t pairs = std::min(in.size() / 4, out.size() / 6);
  for (std::size_t i = 0; i < pairs; ++i) {
    const auto from = in.subspan(4 * i, 4);
    const auto to = out.subspan(6 * i, 6);
    to[0] = from[0];
    to[3] = from[1];
    to[1] = to[4] = from[2];
    to[2] = to[5] = from[3];
  }
}

void ybr_to_rgb(std::span<std::byte> pixels, bool is_partial) {
  const auto bounded = [](double value) {
    return static_cast<std::byte>(std::lround(std::clamp(value, 0.0, 255.0)));
  };
  const double darkest = is_partial ? 16 : 0;
  const double luminance = is_partial ? 255.0 / 219 : 1, chrominance = is_partial ? 255.0 / 224 : 1;
  for (std::size_t i = 0; i + 3 <= pixels.size(); i += 3) {
    const double y = luminance * (std::to_integer<int>(pixels[i]) - darkest);
    const double cb = chrominance * (std::to_integer<int>(pixels[i + 1]) - 128);
    const double cr = chrominance * (std::to_integer<int>(pixels[i + 2]) - 128);
    pixels[i] = bounded(y + 1.402 * cr);
    pixels[i + 1] = bounded(y - 0.344136 * cb - 0.714136 * cr);
    pixels[i + 2] = bounded(y + 1.772 * cb);
  }
}

void settle_bits(const PixelFormat &format, std::span<std::byte> pixels) {
  if (format.is_float || format.bits_stored >= format.bits_allocated) return;
  switch (format.bits_allocated) {
  case 8:
    settle<std::uint8_t>(format, pixels);
    break;
  case 16:
    settle<std::uint16_t>(format, pixels);
    break;
  case 32:
    settle<std::uint32_t>(format, pixels);
    break;
  case 64:
    settle<std::uint64_t>(format, pixels);
    break;
  default:
    break;
  }
}

} // namespace curate::dicom
