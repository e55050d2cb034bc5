#pragma once

#include <cstddef>
#include <libcurate/archive/source.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/legible/reader.hpp>
#include <vector>

namespace curate::deid {

/// The pixels of an object without the text that was found in them.
struct BlankedPixels {
  /// Whether any text was found. Where not, the object's pixels may stay as they are stored, and
  /// `pixels` is empty.
  bool changed = false;
  std::size_t boxes = 0; ///< that were blanked, over all frames
  /// All frames one after another, uncompressed, little endian, colours interleaved: what Pixel
  /// Data (or Float or Double Float Pixel Data) of an explicit little endian file holds but for
  /// padding to an even length.
  std::vector<std::byte> pixels;
  /// What `pixels` are, whatever the file's rows say: RGB where there are three samples, and whole
  /// bytes of one pixel each; values begin at bit 0.
  dicom::PixelFormat format;
};

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
