#pragma once

#include <libcurate/face/surface.hpp>
#include <optional>
#include <vector>

namespace curate::face {

/// What a picture shows from outside: a surface for every threshold. Thick slices are led over to
/// each other by shape. Memory: 4 bytes per mm3 of the picture's box, and 1 more for each surface.
class Surfaces {
public:
  explicit Surfaces(const ImageView &view);

  /// Up to three, from the lowest: half of Otsu's, Otsu's of the logarithm, and the one between;
  /// -300 for CT. Empty where the picture is empty.
  std::vector<float> thresholds() const;
  /// Nothing where no body of 50 ml is brighter.
  std::optional<Surface> at(float threshold) const;

private:
  Image image_; ///< on 1 mm, smoothed
  volume::Grid slices_;
  Scale scale_;
};

} // namespace curate::face
