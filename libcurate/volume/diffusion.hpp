#pragma once

#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// b-values and gradient directions of the volumes of a stack; both empty where no volume has a
/// b-value above zero. A volume without direction (b = 0, trace) has zeros.
struct Gradients {
  std::vector<double> b_values_s_per_mm2;
  std::vector<Vec3> directions; ///< unit vectors in FSL's frame of the stored picture
  /// The vendor gives directions in the image's frame, and how that lies is not known here: no
  /// directions are given.
  bool is_frame_unknown = false;
};

/// Directions in FSL's frame: along i, j, k of the stored picture, i reversed where its affine has
/// a positive determinant. Source: FSL, FDT user guide (bvecs and image orientation).
Gradients gradients_of(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                       const Stack &stack);

} // namespace curate::volume
