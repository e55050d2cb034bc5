#pragma once

#include <array>
#include <libcurate/face/gradient_cells.hpp>

namespace curate::face {

/// Weights of a window of 10 by 10 cells in one plane: the product of a column and a row.
struct Separable {
  int plane = 0;
  std::array<float, GradientCells::window> across{}, down{};
};

/// How well each window of a picture fits a sum of weights.
class WindowFilter {
public:
  /// `fits(row, column)` afterwards is that of the window about a cell: 5 cells before it and 4
  /// after. Added up in the order of dlib's float_spatially_filter_image_separable (dlib 19.24,
  /// SSE2), so that the numbers are its own, bit for bit, on processors with and without AVX2.
  void apply(const GradientCells &cells, std::span<const Separable> weights);

  float fit(int row, int column) const {
    return fits_[static_cast<std::size_t>(row) * stride_ + static_cast<std::size_t>(column)];
  }

private:
  std::size_t stride_ = 0;
  std::vector<float> fits_, rows_;
};

} // namespace curate::face
