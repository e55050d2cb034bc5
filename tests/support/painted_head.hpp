#pragma once

#include <functional>

#include "tests/support/head.hpp"
#include "tests/support/made_scan.hpp"

namespace curate::support {

/// Lays a scan of 2 mm voxels over a head, from vertex to neck; rows and columns along `row_lps`
/// and `column_lps`, which may be oblique.
MadeScan scan_over_head(const Vec3 &row_lps = {1, 0, 0}, const Vec3 &column_lps = {0, 1, 0},
                        const std::array<int, 3> &size = {96, 120, 128});

/// The head in the pixels of the scan: intensities of 0 to about 1000, or HU where it is CT.
void paint(MadeScan &scan, const Head &head, const Scan &how, std::uint64_t noise_seed);

/// Another picture in the pixels of the scan, by place (RAS, mm).
void paint(MadeScan &scan, const std::function<double(const Vec3 &ras_mm)> &value_at);

} // namespace curate::support
