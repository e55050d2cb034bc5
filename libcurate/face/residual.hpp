#pragma once

#include <libcurate/face/detect.hpp>
#include <libcurate/face/render.hpp>
#include <optional>

namespace curate::face {

/// The 49 views of a second look: yaw and pitch from -30 to 30 degrees by 10.
std::vector<View> residual_views();

/// The best score of anything like a face in a picture whose face was taken away: its surface at
/// `threshold` from 49 directions under three lights, and at each threshold that a search of the
/// picture itself would try, from the 25 of a search. Stops at the first score above 0. Nothing
/// where no picture scores above -1, or there is no surface.
std::optional<double> residual_score(const ImageView &view, std::optional<float> threshold,
                                     Detector &detector);

} // namespace curate::face
