#pragma once

#include <cstddef>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/series.hpp>
#include <span>

namespace curate::dicom {

/// How many bytes `decode` writes for one frame: rows * columns * samples * bits_allocated / 8
/// (pictures of 1 and of 12 packed bits: whole bytes per pixel). Nothing is allocated. Fails with
/// PIXELS-SIZE or PIXELS-FORMAT where a picture cannot be stored so.
Result<std::size_t> frame_size_bytes(const PixelFormat &format);

/// The stored values of one frame: rows top to bottom, columns left to right, colours interleaved
/// (RGB), in this machine's byte order, `bits_allocated` bits each; bits above High Bit are cleared
/// or sign-extended, whatever they hold (overlays of old, or a header that says too few bits); YBR
/// is turned into RGB, and indices into the colours or greys of their palette.
/// Source: DICOM PS3.5, 8.1.1.
/// `out` must have exactly `frame_size_bytes(format)` bytes. Fails with PIXELS-*: shorter than
/// the header says, unknown or damaged coding, sizes that do not fit. May be called by many threads
/// at once.
Result<void> decode(const PixelSource &source, const PixelFormat &format, std::span<std::byte> out);

} // namespace curate::dicom
