#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <libcurate/face/gradient_cells.hpp>

namespace curate::face {

namespace {

constexpr int most_step = 255, steps = 2 * most_step + 1;
constexpr int lanes = 4;
/// Four cells beside each other.
typedef float Four __attribute__((vector_size(16)));

Four loaded(const float *from) {
  Four values;
  std::memcpy(&values, from, sizeof(values));
  return values;
}

/// One number for each of the four blocks of cells around a cell.
struct Corners {
  Four at[4];
};

/// Nine directions, unit. Source: dlib/image_transforms/fhog.h.
constexpr std::array<std::array<float, 2>, 9> directions{{{1.0000F, 0.0000F},
                                                          {0.9397F, 0.3420F},
                                                          {0.7660F, 0.6428F},
                                                          {0.500F, 0.8660F},
                                                          {0.1736F, 0.9848F},
                                                          {-0.1736F, 0.9848F},
                                                          {-0.5000F, 0.8660F},
                                                          {-0.7660F, 0.6428F},
                                                          {-0.9397F, 0.3420F}}};

/// Of the nine directions and their opposites the one that a gradient follows best.
std::uint8_t orientation_of(float x, float y) {
  float best = 0;
  std::size_t found = 0;
  for (std::size_t o = 0; o < directions.size(); ++o) {
    const float dot = x * directions[o][0] + y * directions[o][1];
    if (dot > best) {
      best = dot;
      found = o;
    } else if (-dot > best) {
      best = -dot;
      found = o + directions.size();
    }
  }
  return static_cast<std::uint8_t>(found);
}

/// How much of a pixel belongs to the cell before the middle of its own, and to the one after.
struct Split {
  int cell; ///< the first of both, counted from one before the picture
  float second, first;
};

Split split_of(int pixel) {
  const float place = static_cast<float>((pixel + 0.5) / GradientCells::cell_pixels + 0.5);
  const int cell = static_cast<int>(place);
  const float second = place - static_cast<float>(cell);
  return {cell, second, 1 - second};
}

} // namespace

CellGatherer::CellGatherer() : orientation_(static_cast<std::size_t>(steps * steps)) {
  for (int y = -most_step; y <= most_step; ++y)
    for (int x = -most_step; x <= most_step; ++x)
      orientation_[static_cast<std::size_t>((y + most_step) * steps + x + most_step)] =
          orientation_of(static_cast<float>(x), static_cast<float>(y));
}

void CellGatherer::vote(const std::uint8_t *grey, int width, int last_row, int last_column) {
  // dlib takes eight pixels at a time, and multiplies in another order those that are left.
  const int by_eights = 1 + std::max(0, last_column - 1) / 8 * 8;
  std::vector<Split> across;
  for (int x = 0; x < last_column; ++x)
    across.push_back(split_of(x));
  for (int y = 1; y < last_row; ++y) {
    const Split down = split_of(y);
    const std::uint8_t *here = grey + static_cast<std::ptrdiff_t>(y) * width, *above = here - width,
                       *below = here + width;
    float *upper = votes(down.cell, 0), *lower = votes(down.cell + 1, 0);
    for (int x = 1; x < last_column; ++x) {
      const int dx = here[x + 1] - here[x - 1], dy = below[x] - above[x];
      if (dx == 0 && dy == 0) continue;
      const std::size_t o =
          orientation_[static_cast<std::size_t>((dy + most_step) * steps + dx + most_step)];
      const float length = std::sqrt(static_cast<float>(dx * dx + dy * dy));
      const Split &part = across[static_cast<std::size_t>(x)];
      const std::size_t at = o * stride_ + static_cast<std::size_t>(part.cell);
      if (x < by_eights) {
        const float before = part.first * length, after = part.second * length;
        upper[at] += down.first * before;
        lower[at] += down.second * before;
        upper[at + 1] += down.first * after;
        lower[at + 1] += down.second * after;
      } else {
        upper[at] += down.first * part.first * length;
        lower[at] += down.second * part.first * length;
        upper[at + 1] += down.first * part.second * length;
        lower[at + 1] += down.second * part.second * length;
      }
    }
  }
}

/// The numbers of four cells beside each other, from (row, column) on.
void CellGatherer::weigh(GradientCells &cells, int row, int column) const {
  constexpr float floor = 0.0001F, part = 0.2F, whole = 0.1F,
                  texture = static_cast<float>(2 * 0.2357);
  const auto energy = [&](int down, int right) {
    return loaded(energy_.data() + static_cast<std::size_t>(row + down) * stride_ +
                  static_cast<std::size_t>(column + right));
  };
  Corners most, norm, sums{};
  for (std::size_t corner = 0; corner < 4; ++corner) {
    const int down = corner % 2 == 0 ? 1 : 0, right = corner < 2 ? 1 : 0;
    const Four all = energy(down, right) + energy(down, right + 1) + energy(down + 1, right) +
                     energy(down + 1, right + 1) + floor;
    for (int lane = 0; lane < lanes; ++lane)
      most.at[corner][lane] = std::sqrt(all[lane]);
    most.at[corner] = part * most.at[corner];
    norm.at[corner] = whole / most.at[corner];
  }
  float *to = cells.values.data() +
              static_cast<std::size_t>(row + GradientCells::first) * cells.stride +
              static_cast<std::size_t>(column + GradientCells::first);
  const auto put = [&](int plane, const Four &value) {
    std::memcpy(to + static_cast<std::size_t>(plane) * cells.plane_size(), &value, sizeof(value));
  };
  const auto seen = [&](int o) { return loaded(votes(row + 2, o) + column + 2); };
  const auto limited = [&](const Four &votes, std::size_t corner) {
    return (votes < most.at[corner] ? votes : most.at[corner]) * norm.at[corner];
  };
  const auto total = [](const Corners &h) { return (h.at[0] + h.at[2]) + (h.at[1] + h.at[3]); };
  for (int o = 0; o < orientations; o += 3) {
    std::array<Corners, 3> h;
    for (int n = 0; n < 3; ++n) {
      const Four votes_here = seen(o + n);
      for (std::size_t corner = 0; corner < 4; ++corner)
        h[static_cast<std::size_t>(n)].at[corner] = limited(votes_here, corner);
      put(o + n, total(h[static_cast<std::size_t>(n)]));
    }
    for (std::size_t corner = 0; corner < 4; ++corner)
      sums.at[corner] += h[0].at[corner] + h[1].at[corner] + h[2].at[corner];
  }
  for (int o = 0; o < orientations / 2; ++o) {
    const Four both = seen(o) + seen(o + orientations / 2);
    put(orientations + o,
        total({limited(both, 0), limited(both, 1), limited(both, 2), limited(both, 3)}));
  }
  for (std::size_t corner = 0; corner < 4; ++corner)
    put(orientations * 3 / 2 + static_cast<int>(corner), sums.at[corner] * texture);
}

void CellGatherer::gather(std::span<const std::uint8_t> grey, int width, int height,
                          GradientCells &cells) {
  constexpr int side = GradientCells::cell_pixels;
  const int rows = (height + side / 2) / side, columns = (width + side / 2) / side;
  cells.rows = std::max(0, rows - 2);
  cells.columns = std::max(0, columns - 2);
  if (cells.rows == 0 || cells.columns == 0) {
    cells.rows = cells.columns = 0;
    return;
  }
  const auto blocks = static_cast<std::size_t>((cells.columns + lanes - 1) / lanes);
  cells.stride = blocks * lanes + 4 * lanes;
  cells.values.assign(GradientCells::planes * cells.plane_size(), 0);
  stride_ = blocks * lanes + lanes;
  votes_.assign(static_cast<std::size_t>((rows + 2) * orientations) * stride_, 0);
  energy_.assign(static_cast<std::size_t>(rows) * stride_, 0);
  vote(grey.data(), width, std::min(rows * side, height) - 1, std::min(columns * side, width) - 1);
  for (int row = 0; row < rows; ++row) {
    float *to = energy_.data() + static_cast<std::size_t>(row) * stride_;
    for (int o = 0; o < orientations / 2; ++o) {
      const float *a = votes(row + 1, o) + 1, *b = votes(row + 1, o + orientations / 2) + 1;
      for (int c = 0; c < columns; ++c)
        to[c] += (a[c] + b[c]) * (a[c] + b[c]);
    }
  }
  for (int row = 0; row < cells.rows; ++row) {
    for (int column = 0; column < cells.columns; column += lanes)
      weigh(cells, row, column);
    for (int plane = 0; plane < GradientCells::planes; ++plane) { // what fours wrote too much
      float *line = cells.values.data() + static_cast<std::size_t>(plane) * cells.plane_size() +
                    static_cast<std::size_t>(row + GradientCells::first) * cells.stride;
      std::fill(line + GradientCells::first + cells.columns, line + cells.stride, 0.0F);
    }
  }
}

} // namespace curate::face
