#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/dicom/series.hpp>

namespace curate::dicom {

/// Whether uncompressed Pixel Data holds no more than the header says: rows or columns that are
/// too few would cut or shear the picture. Zeros behind the pixels, and less than any row or column
/// has, are padding. Fails with PIXELS-LONG, or as Source::read does.
Result<void> check_pixel_length(const PixelSource &pixels, const PixelFormat &format);

} // namespace curate::dicom
