#pragma once

#include <array>
#include <span>
#include <vector>

namespace curate::face {

/// Measures how far the points of a plane lie from a contour in it. Keeps its memory from one
/// plane to the next.
class ContourDistance {
public:
  /// A plane of `rows` lines of `columns` points, and how far these lie apart.
  ContourDistance(std::array<int, 2> columns_rows, std::array<double, 2> spacing_mm);

  /// For each point how far it lies from where the values pass 0 (linear between neighbours), in
  /// mm, less than 0 where its value is; at most `most_mm`, as where there
  /// is no contour at all. As many distances as values, columns fastest. Source: Danielsson,
  /// Computer Graphics and Image Processing 14, 1980, with nearest points that lie between the
  /// pixels.
  void measure(std::span<const float> values, float most_mm, std::span<float> distances);

private:
  struct Point {
    float x_mm, y_mm;
  };
  std::size_t at(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }
  void offer(int column, int row, const Point &point);
  void take_from(int column, int row, int from_column, int from_row);
  static float crossing(std::span<const float> values, std::size_t here, std::size_t step,
                        bool has_before, bool has_after);
  void begin(std::span<const float> values);
  void sweep(bool is_down);

  int columns_, rows_;
  float column_mm_, row_mm_;
  std::vector<Point> nearest_;
  std::vector<float> square_mm2_; ///< of the distance to the nearest
};

} // namespace curate::face
