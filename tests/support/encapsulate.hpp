#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/dicom/frame.hpp>
#include <span>
#include <string>
#include <vector>

namespace curate::support {

using PixelBytes = std::vector<std::byte>;

/// One frame compressed by DCMTK (RLE, JPEG, JPEG-LS) or OpenJPEG (JPEG 2000): the bare stream.
/// `pixels` are whole little-endian samples, interleaved. Throws when the encoder refuses.
PixelBytes compressed(std::span<const std::byte> pixels, const dicom::PixelFormat &format,
                      const std::string &transfer_syntax_uid);

/// What stands in the Basic Offset Table.
enum class OffsetTable { empty, right, wrong };

/// Frames put into items: the offset table's item, then every frame in `fragments_per_frame`
/// pieces, then the delimiter.
PixelBytes encapsulated(const std::vector<PixelBytes> &frames, OffsetTable table,
                        std::size_t fragments_per_frame);

/// A smooth picture with some noise, whole little-endian samples, no bit above High Bit set but for
/// the sign. The same for the same seed.
PixelBytes made_pixels(const dicom::PixelFormat &format, std::uint32_t seed);

} // namespace curate::support
