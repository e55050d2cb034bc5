#include <algorithm>
#include <cmath>
#include <libcurate/face/contour_distance.hpp>
#include <limits>

namespace curate::face {

namespace {

constexpr float unknown = std::numeric_limits<float>::infinity();

bool is_inside(float value) {
  return value >= 0;
}

} // namespace

ContourDistance::ContourDistance(std::array<int, 2> columns_rows, std::array<double, 2> spacing_mm)
    : columns_(columns_rows[0]), rows_(columns_rows[1]),
      column_mm_(static_cast<float>(spacing_mm[0])), row_mm_(static_cast<float>(spacing_mm[1])),
      nearest_(at(0, rows_)), square_mm2_(at(0, rows_)) {}

void ContourDistance::offer(int column, int row, const Point &point) {
  const float x = static_cast<float>(column) * column_mm_ - point.x_mm,
              y = static_cast<float>(row) * row_mm_ - point.y_mm, square = x * x + y * y;
  const std::size_t here = at(column, row);
  if (square >= square_mm2_[here]) return;
  square_mm2_[here] = square;
  nearest_[here] = point;
}

void ContourDistance::take_from(int column, int row, int from_column, int from_row) {
  if (from_column < 0 || from_row < 0 || from_column >= columns_ || from_row >= rows_) return;
  const std::size_t from = at(from_column, from_row);
  if (square_mm2_[from] < unknown) offer(column, row, nearest_[from]);
}

/// How far the contour passes to one or the other side of a point along a line, in points; unknown
/// where it does not pass before its neighbours.
float ContourDistance::crossing(std::span<const float> values, std::size_t here, std::size_t step,
                                bool has_before, bool has_after) {
  float nearest = unknown;
  const auto with = [&](std::size_t other, float sign) {
    if (is_inside(values[here]) == is_inside(values[other])) return;
    const float part = values[here] / (values[here] - values[other]);
    if (part < std::abs(nearest)) nearest = sign * part;
  };
  if (has_before) with(here - step, -1);
  if (has_after) with(here + step, 1);
  return nearest;
}

/// Beside the contour: the nearest point of the line through where it passes along either axis.
void ContourDistance::begin(std::span<const float> values) {
  std::ranges::fill(square_mm2_, unknown);
  const auto width = static_cast<std::size_t>(columns_);
  for (int row = 0; row < rows_; ++row)
    for (int column = 0; column < columns_; ++column) {
      const std::size_t here = at(column, row);
      const float x = crossing(values, here, 1, column > 0, column + 1 < columns_) * column_mm_,
                  y = crossing(values, here, width, row > 0, row + 1 < rows_) * row_mm_;
      const bool along_x = std::isfinite(x), along_y = std::isfinite(y);
      if (!along_x && !along_y) continue;
      Point to{along_x ? x : 0, along_y ? y : 0};
      if (const float square = x * x + y * y; along_x && along_y && square > 0)
        to = {x * y * y / square, x * x * y / square};
      offer(column, row,
            {static_cast<float>(column) * column_mm_ + to.x_mm,
             static_cast<float>(row) * row_mm_ + to.y_mm});
    }
}

/// Every point is offered what its neighbours in the line before and in its own have.
void ContourDistance::sweep(bool is_down) {
  for (int n = 0; n < rows_; ++n) {
    const int row = is_down ? n : rows_ - 1 - n, before = is_down ? row - 1 : row + 1;
    for (int column = 0; column < columns_; ++column) {
      for (const int beside : {-1, 0, 1})
        take_from(column, row, column + beside, before);
      take_from(column, row, column - 1, row);
    }
    for (int column = columns_; column-- > 0;)
      take_from(column, row, column + 1, row);
  }
}

void ContourDistance::measure(std::span<const float> values, float most_mm,
                              std::span<float> distances) {
  begin(values);
  sweep(true);
  sweep(false);
  for (std::size_t n = 0; n < distances.size(); ++n) {
    const float mm = std::min(std::sqrt(square_mm2_[n]), most_mm);
    distances[n] = is_inside(values[n]) ? mm : -mm;
  }
}

} // namespace curate::face
