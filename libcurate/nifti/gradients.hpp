#pragma once

#include <libcurate/base/geometry.hpp>
#include <string>
#include <vector>

namespace curate::nifti {

/// The text of a .bval file: one row, s/mm2. Source: BIDS, diffusion imaging data.
std::string bval_text(const std::vector<double> &b_values_s_per_mm2);

/// The text of a .bvec file: three rows (i, j, k), six decimals.
std::string bvec_text(const std::vector<Vec3> &directions);

} // namespace curate::nifti
