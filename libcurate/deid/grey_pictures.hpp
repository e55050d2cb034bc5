#pragma once

#include <cstddef>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/legible/picture.hpp>
#include <span>
#include <vector>

namespace curate::deid {

/// A decoded frame as pictures in which text may be looked for. One where it is grey: differences
/// of the stored values are kept exactly as far as 16 bits hold them, else scaled. In colour: the
/// brightest and the darkest of red, green and blue, and how far these are apart. `pixels` must be
/// as `dicom::decode` gives them.
std::vector<legible::GreyPicture> grey_pictures(const dicom::PixelFormat &format,
                                                std::span<const std::byte> pixels);

} // namespace curate::deid
