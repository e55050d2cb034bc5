#include "tests/support/painted_head.hpp"

#include <cmath>

#include "tests/support/random.hpp"

namespace curate::support {

namespace {

Vec3 ras(const Vec3 &lps) {
  return {-lps[0], -lps[1], lps[2]};
}

/// From column, row and slice to millimetres.
Affine affine_of(const MadeScan &scan) {
  Affine affine;
  affine.set_column(0, ras(scan.row_lps) * scan.spacing_mm[0]);
  affine.set_column(1, ras(scan.column_lps) * scan.spacing_mm[1]);
  affine.set_column(2, ras(scan.position_lps_mm(1) - scan.position_lps_mm(0)));
  affine.set_column(3, ras(scan.position_lps_mm(0)));
  return affine;
}

/// About what a scanner of 120 kV shows.
double hounsfield(Tissue tissue) {
  switch (tissue) {
  case Tissue::air:
    return -1000;
  case Tissue::skin:
  case Tissue::muscle:
    return 50;
  case Tissue::fat:
    return -100;
  case Tissue::compact_bone:
    return 1100;
  case Tissue::marrow:
    return 300;
  case Tissue::csf:
  case Tissue::vitreous:
    return 8;
  case Tissue::lens:
    return 70;
  case Tissue::grey:
  case Tissue::white:
  case Tissue::deep_grey:
  case Tissue::lesion:
    return 35;
  }
  return 0;
}

void paint(MadeScan &scan, std::vector<std::int64_t> values) {
  scan.painted = std::make_shared<const std::vector<std::int64_t>>(std::move(values));
}

} // namespace

MadeScan scan_over_head(const Vec3 &row_lps, const Vec3 &column_lps,
                        const std::array<int, 3> &size) {
  MadeScan scan;
  scan.size = size;
  scan.spacing_mm = {2, 2, 2};
  scan.row_lps = unit(row_lps);
  scan.column_lps = unit(column_lps - scan.row_lps * dot(column_lps, scan.row_lps));
  scan.is_3d = true;
  scan.is_shuffled = false;
  const Vec3 middle_lps{0, 10, -35};
  scan.origin_lps_mm = middle_lps - scan.row_lps * (size[0] - 1.0) -
                       scan.column_lps * (size[1] - 1.0) - scan.slice_lps() * (size[2] - 1.0);
  return scan;
}

void paint(MadeScan &scan, const Head &head, const Scan &how, std::uint64_t noise_seed) {
  if (scan.is_ct) {
    Random random(noise_seed);
    paint(scan, [&](const Vec3 &place) {
      return hounsfield(head.at(place)) + static_cast<double>(random.next() % 21) - 10;
    });
    return;
  }
  const auto values = head.sample(how, affine_of(scan), scan.size, noise_seed);
  std::vector<std::int64_t> stored;
  stored.reserve(values.size());
  for (const float value : values)
    stored.push_back(std::lround(value));
  paint(scan, std::move(stored));
}

void paint(MadeScan &scan, const std::function<double(const Vec3 &ras_mm)> &value_at) {
  const Affine affine = affine_of(scan);
  std::vector<std::int64_t> stored;
  for (int slice = 0; slice < scan.size[2]; ++slice)
    for (int row = 0; row < scan.size[1]; ++row)
      for (int column = 0; column < scan.size[0]; ++column)
        stored.push_back(
            std::lround(value_at(affine.apply({1.0 * column, 1.0 * row, 1.0 * slice}))));
  paint(scan, std::move(stored));
}

} // namespace curate::support
