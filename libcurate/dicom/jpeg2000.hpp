#pragma once

#include <cstddef>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <span>

namespace curate::dicom {

/// One frame of JPEG 2000, a bare codestream or a JP2 file. Writes interleaved samples of
/// `bits_allocated` bits, not yet sign-extended; YBR_RCT and YBR_ICT come out as RGB. Sizes that
/// differ from `format` are refused before anything is decoded: PIXELS-SIZE, PIXELS-DAMAGED.
/// Source: ITU-T T.800; DICOM PS3.5, 8.2.4.
Result<void> decode_jpeg_2000(std::span<const std::byte> stream, const PixelFormat &format,
                              std::span<std::byte> out);

} // namespace curate::dicom
