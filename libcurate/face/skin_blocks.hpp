#pragma once

#include <libcurate/face/surface.hpp>

namespace curate::face {

/// Which cubes of a surface's grid the skin may run through: a cube of 4 points a side, and how far
/// it is from each to the next such cube. Rays pass the others in one step.
class SkinBlocks {
public:
  static constexpr int side = 4; ///< points of the grid, so mm
  static constexpr int most = 8; ///< as far as distances are told

  explicit SkinBlocks(const Surface &surface);

  const std::array<int, 3> &size() const { return size_; }
  /// For each block, i fastest, how many blocks one may go, diagonally too, before the skin may be
  /// met; 0: it may be here.
  const std::uint8_t *clear() const { return clear_.data(); }
  /// The middles, in indices of the grid, of the blocks with skin that a ray from outside may enter
  /// first.
  const std::vector<Vec3> &outermost() const { return outermost_; }

private:
  std::array<int, 3> size_{};
  std::vector<std::uint8_t> clear_;
  std::vector<Vec3> outermost_;
};

} // namespace curate::face
