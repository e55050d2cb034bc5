#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/dicom/series.hpp>
#include <span>

namespace curate::dicom {

/// The stored values of one frame: rows top to bottom, columns left to right, colours interleaved
/// (RGB), in this machine's byte order, `bits_allocated` bits each; bits above High Bit are cleared
/// or sign-extended, YBR is turned into RGB. `out` must have exactly rows * columns * samples *
/// bits_allocated / 8 bytes (1-bit pictures: one byte per pixel). Fails with PIXELS-*: shorter than
/// the header says, unknown or damaged coding, sizes that do not fit.
Result<void> decode(const PixelSource &source, const PixelFormat &format, std::span<std::byte> out);

} // namespace curate::dicom
