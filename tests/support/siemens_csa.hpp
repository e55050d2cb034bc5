#pragma once

#include "tests/support/csa.hpp"
#include "tests/support/header.hpp"

namespace curate::support {

/// Whether this series is stored as mosaics.
bool is_mosaic(const Sequence &sequence);

/// The CSA image header (0029,1010) of one file.
ByteString siemens_image_csa(const SeriesRun &run, const Shot &shot);

/// The CSA series header (0029,1020), with the protocol (MrPhoenixProtocol) in it.
ByteString siemens_series_csa(const Scene &scene, const SeriesRun &run);

/// The six numbers of a b-matrix, b times the outer product of the direction: xx xy xz yy yz zz.
std::array<double, 6> b_matrix(double b_value_s_per_mm2, const Vec3 &direction);

/// 1 / (effective echo spacing * lines), Hz.
double bandwidth_per_pixel_pe_hz(const Sequence &sequence);

} // namespace curate::support
