#pragma once

#include <libcurate/face/skin_blocks.hpp>

namespace curate::face {

/// The rays of one line of a picture, and what they meet. Coordinates are indices of a surface's
/// grid, so mm. Vectors are longer than the line is wide, by up to seven rays that meet nothing.
struct RayLine {
  /// Room for `width` rays; none of them is cast before `first_mm` says from where.
  explicit RayLine(int width);

  static constexpr float never = 1e9F;
  std::array<float, 3> from{};               ///< where all begin
  std::array<std::vector<float>, 3> along;   ///< unit
  std::vector<float> first_mm;               ///< there is no skin before; `never`: nowhere
  std::vector<float> depth_mm;               ///< where the skin is met; below 0: never
  std::array<std::vector<float>, 3> outward; ///< how much less solid it grows there in 2 mm

  /// Looks for the skin at whole millimetres; where it was passed the millimetre is halved three
  /// times, and then taken for a straight line. What has no skin is passed block by block, which
  /// changes nothing. Several rays at a time, more where the processor has AVX2; the numbers are
  /// the same.
  void cast(const Surface &surface, const SkinBlocks &blocks);
};

} // namespace curate::face
