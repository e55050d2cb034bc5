#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/dicom/frame.hpp>
#include <span>

namespace curate::dicom {

/// Whether two pixels share their chrominance: YBR_FULL_422 and YBR_PARTIAL_422, uncompressed.
bool is_halved(const PixelFormat &format);

/// Bits of one pixel of an uncompressed frame in the file: all samples; those of halved
/// chrominance have two of it to two pixels. Source: DICOM PS3.3, C.7.6.3.1.2.
std::uint64_t native_bits_per_pixel(const PixelFormat &format);

/// Swaps the bytes of every word of `word_bytes` (2, 4 or 8) in place; an incomplete last word
/// stays.
void swap_words(std::span<std::byte> bytes, std::size_t word_bytes);

/// One byte (0 or 1) per pixel from packed bits, least significant first, beginning at a bit.
/// `in` must hold the bits. Source: DICOM PS3.5, 8.1.1.
void unpack_bits(std::span<const std::byte> in, std::uint64_t first_bit, std::span<std::byte> out);

/// One 16-bit word per pixel from 12 bits each, least significant first, beginning at a bit. `in`
/// must hold the bits. Source: DICOM PS3.5 of 1998, annex D; later editions allow whole bytes only.
void unpack_12_bits(std::span<const std::byte> in, std::uint64_t first_bit,
                    std::span<std::byte> out);

/// Colour planes one after another → colours side by side. `out` and `planes` have the same size.
void interleave(std::span<const std::byte> planes, std::size_t samples, std::size_t sample_bytes,
                std::span<std::byte> out);

/// Y Y Cb Cr for every two pixels → Y Cb Cr for each. `in` holds 2 bytes per pixel, `out` 3.
void expand_422(std::span<const std::byte> in, std::span<std::byte> out);

/// YCbCr (8 bits, interleaved) → RGB in place; luminance from 0 to 255, or, where partial, 16 to
/// 235. Source: DICOM PS3.3, C.7.6.3.1.2; its edition of 1998 for the partial range.
void ybr_to_rgb(std::span<std::byte> pixels, bool is_partial = false);

/// Clears what lies above High Bit, or extends the sign over it, and moves values stored above bit
/// 0 down. Whole words in this machine's order, in place. Source: DICOM PS3.5, 8.1.1.
void settle_bits(const PixelFormat &format, std::span<std::byte> pixels);

} // namespace curate::dicom
