#pragma once

#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// b-values and gradient directions of the volumes of a stack; both empty where no volume has a
/// b-value above zero, unless the series is a diffusion scan that says b = 0 of every volume. A
/// volume without direction (b = 0, trace) has zeros.
struct Gradients {
  std::vector<double> b_values_s_per_mm2;
  std::vector<Vec3> directions; ///< unit vectors in FSL's frame of the stored picture
  /// A weighted volume lacks its direction, or the vendor gives it in the image's frame and how
  /// that lies is not known: no directions are given.
  bool is_frame_unknown = false;
};

/// Directions in FSL's frame: along i, j, k of the stored picture, i reversed where its affine has
/// a positive determinant. Source: FSL, FDT user guide (bvecs and image orientation).
Gradients gradients_of(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                       const Stack &stack);

} // namespace curate::volume
