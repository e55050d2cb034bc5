#pragma once

#include <libcurate/face/resample.hpp>

namespace curate::face {

/// The brightnesses that may divide head from air, lowest first, without repeats: log-Otsu, half
/// Otsu, and their geometric mean; -300 HU alone for CT. Empty for a picture without contrast.
std::vector<float> thresholds(const Image &image, Scale scale);

} // namespace curate::face
