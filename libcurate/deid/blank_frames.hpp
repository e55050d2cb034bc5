#pragma once

#include <cstddef>
#include <functional>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/file_pixels.hpp>
#include <vector>

namespace curate::deid {

/// The pixels of an object without what was blanked in them.
struct BlankedPixels {
  /// Whether anything was. Where not, the object's pixels may stay as they are stored, and `pixels`
  /// is empty.
  bool changed = false;
  std::size_t boxes = 0; ///< of text, over all frames
  /// All frames one after another, uncompressed, little endian, colours interleaved: what Pixel
  /// Data (or Float or Double Float Pixel Data) of an explicit little endian file holds but for
  /// padding to an even length.
  std::vector<std::byte> pixels;
  /// What `pixels` are, whatever the file's rows say: RGB where there are three samples, and whole
  /// bytes of one pixel each; values begin at bit 0.
  dicom::PixelFormat format;
};

/// Blanks one frame in place: its number in the file, what its pixels are, and they. Says whether
/// anything changed.
using BlankFrame = std::function<Result<bool>(
    std::uint32_t number, const dicom::PixelFormat &format, std::span<std::byte> pixels)>;

/// Decodes the frames of an object one by one, and keeps them all from the first that `blank`
/// changes. Fails with PIXELS-SIZE where an object's uncompressed frames take 4 GiB or more, with
/// PIXELS-* as decoding does, or as `blank` does. Memory: one frame where nothing changes, else
/// the object's uncompressed frames.
Result<BlankedPixels> blank_frames(const dicom::FilePixels &file, const BlankFrame &blank);

} // namespace curate::deid
