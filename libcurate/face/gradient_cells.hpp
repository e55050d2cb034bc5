#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace curate::face {

/// What a detector sees of a picture: for each square cell of 8 pixels 31 numbers that tell how
/// its gradients lie (Felzenszwalb's histogram). Planes of rows, with room around them for windows
/// that reach beyond the picture.
struct GradientCells {
  static constexpr int planes = 31, cell_pixels = 8;
  /// A window is 10 cells wide; of a window about a cell 5 lie before it.
  static constexpr int window = 10, margin = window - 1, first = margin / 2;

  int rows = 0, columns = 0; ///< without the margin; 0: the picture is too small
  std::size_t stride = 0;    ///< floats from row to row
  std::vector<float> values; ///< [planes][rows + margin][stride]; cell (0, 0) is at (first, first)

  std::size_t plane_size() const { return static_cast<std::size_t>(rows + margin) * stride; }
  const float *plane(int n) const {
    return values.data() + static_cast<std::size_t>(n) * plane_size();
  }
};

/// Gathers the cells of grey pictures, one after another; keeps its memory.
class CellGatherer {
public:
  CellGatherer();
  /// Rows from the top, `width` pixels each. The numbers are those of dlib's extract_fhog_features
  /// (dlib 19.24, built for SSE2), bit for bit: sums are made in its order.
  /// Source: Felzenszwalb et al., IEEE TPAMI 32, 2010; dlib/image_transforms/fhog.h.
  void gather(std::span<const std::uint8_t> grey, int width, int height, GradientCells &cells);

private:
  void vote(const std::uint8_t *grey, int width, int last_row, int last_column);
  void weigh(GradientCells &cells, int row, int column) const;
  float *votes(int row, int orientation) {
    return votes_.data() + static_cast<std::size_t>(row * orientations + orientation) * stride_;
  }
  const float *votes(int row, int orientation) const {
    return votes_.data() + static_cast<std::size_t>(row * orientations + orientation) * stride_;
  }

  static constexpr int orientations = 18;
  std::vector<std::uint8_t> orientation_; ///< of each gradient, -255 to 255 both ways
  std::vector<float> votes_;              ///< [rows + 2][18][stride]
  std::vector<float> energy_;             ///< [rows][stride]
  std::size_t stride_ = 0;
};

} // namespace curate::face
