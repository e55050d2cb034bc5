#pragma once

#include <cstddef>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <span>

namespace curate::dicom {

/// One frame of RLE Lossless: byte planes, most significant first, packed as PackBits. Writes whole
/// little-endian samples, colours interleaved, to `out` of rows * columns * samples * bits / 8
/// bytes. Fails with PIXELS-DAMAGED or PIXELS-SHORT. Source: DICOM PS3.5, Annex G.
Result<void> decode_rle(std::span<const std::byte> frame, const PixelFormat &format,
                        std::span<std::byte> out);

} // namespace curate::dicom
