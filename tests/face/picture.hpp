#pragma once

#include <libcurate/face/defacer.hpp>
#include <vector>

namespace curate::face {

/// A picture that owns its values; CT where they say so.
struct Picture {
  std::vector<float> values;
  volume::Grid grid;
  ImageView view() const { return {values, grid, scale_of(values)}; }
};

} // namespace curate::face
