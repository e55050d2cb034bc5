#pragma once

#include <cstddef>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <optional>
#include <span>

namespace curate::dicom {

/// What the first frame header of a JPEG or JPEG-LS stream says.
struct JpegHeader {
  int frame_marker = 0; ///< second byte: 0xC0 baseline … 0xC3 lossless, 0xF7 JPEG-LS
  int precision_bits = 0, rows = 0, columns = 0, components = 0;
  /// Of a lossy picture of three colours: whether they are luminance and chrominance, where the
  /// stream says so. Source: JFIF 1.02; Adobe technical note 5116 (APP14).
  std::optional<bool> is_ybr;
};

/// Nothing where the bytes are no JPEG stream. Source: ITU-T T.81, B.2; ITU-T T.87, C.2.
std::optional<JpegHeader> read_jpeg_header(std::span<const std::byte> stream);

/// Whether the decoder gave the colours as they were stored, or turned them into RGB itself.
enum class Colours { as_stored, rgb };

/// One frame of JPEG (baseline, extended, progressive, lossless) or JPEG-LS, as the stream itself
/// says which. Writes interleaved samples of `bits_allocated` bits, not yet sign-extended. Sizes
/// that differ from `format` are refused before anything is allocated: PIXELS-SIZE,
/// PIXELS-DAMAGED. May be called by many threads at once.
Result<Colours> decode_jpeg(std::span<const std::byte> stream, const PixelFormat &format,
                            std::span<std::byte> out);

} // namespace curate::dicom
