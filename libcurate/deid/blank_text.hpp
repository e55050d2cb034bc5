#pragma once

#include <cstddef>
#include <libcurate/deid/blank_frames.hpp>
#include <libcurate/legible/reader.hpp>
#include <optional>

namespace curate::deid {

/// Looks for text in one frame, blanks it, and looks again, three times at most; how many boxes.
/// Fails with DEID-TEXT-LEFT. See below.
Result<std::size_t> blank_text(const dicom::PixelFormat &format, std::span<std::byte> frame,
                               std::optional<double> padding, legible::Reader &reader);

/// Looks for text in every frame of an object, blanks it, and looks again, three times at most. A
/// box becomes Pixel Padding Value, or what is black: the greatest value of MONOCHROME1, the least
/// value of the frame where signed or floating point, else 0. `reader` belongs to the calling
/// thread. Fails with DEID-TEXT-LEFT where text is still legible after the third time, with
/// PIXELS-SIZE where an object's uncompressed frames take 4 GiB or more, and with PIXELS-* as
/// decoding does. Memory: one object's uncompressed frames where text was found, one frame where
/// none was, and some 40 bytes for each pixel of a tile of 1,200 by 1,200.
Result<BlankedPixels> blank_text(const dicom::Header &header, const archive::Source &source,
                                 legible::Reader &reader);

} // namespace curate::deid
