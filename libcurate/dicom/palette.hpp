#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/header.hpp>
#include <span>
#include <vector>

namespace curate::dicom {

/// The lookup tables of a PALETTE COLOR picture. Source: DICOM PS3.3, C.7.6.3.1.5 and C.7.9.
struct Palette {
  int first = 0;        ///< the stored value that the first entry is for; lower ones have it too
  bool is_grey = false; ///< red, green and blue agree everywhere
  bool is_wide = false; ///< entries of 16 bits, else of 8
  std::vector<std::array<std::uint16_t, 3>> entries; ///< red, green, blue; at least one
};

/// Reads the tables, discrete or segmented. Fails with PIXELS-PALETTE where one is missing, shorter
/// than its descriptor says, or made of indirect segments.
Result<Palette> palette_of(const Dataset &root);

/// What the picture becomes: 8-bit RGB, or, where the tables hold greys only, greys of their depth.
PixelFormat format_through(const Palette &palette, PixelFormat stored);

/// Puts the tables' entries in place of stored values of 8 or 16 bits. `out` has the size of the
/// format above.
void look_up(const Palette &palette, const PixelFormat &stored, std::span<const std::byte> in,
             std::span<std::byte> out);

} // namespace curate::dicom
