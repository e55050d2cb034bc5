#pragma once

#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/palette.hpp>
#include <libcurate/dicom/series.hpp>

namespace curate::dicom {

/// How a file holds its frames, where `decode` gives them otherwise: by palette, or 12 bits packed.
struct StoredForm {
  PixelFormat format;
  std::optional<Palette> palette;
};

/// The pixels of one file.
struct FilePixels {
  PixelSource source; ///< of its first frame
  PixelFormat format; ///< as `decode` gives them
  bool is_lossy = false;
};

/// Where the frames of a file lie and what they are. Fails with PIXELS-CODING (a transfer syntax
/// that is not decoded), PIXELS-SHORT (no Pixel Data, or less than the frames need), PIXELS-LONG,
/// PIXELS-SIZE, PIXELS-FORMAT, PIXELS-COLOUR (a colour space that is not known), PIXELS-PALETTE.
Result<FilePixels> file_pixels_of(const Header &header, const archive::Source &source);

} // namespace curate::dicom
