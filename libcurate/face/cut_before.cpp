#include <algorithm>
#include <cmath>
#include <libcurate/face/cut_before.hpp>

namespace curate::face {

namespace {

/// Of six heads as they were scanned at most 12 cm2 end so, of three of them cut in three ways 42
/// to 99, at least 3.8 times what ends so at the back: docs/decisions/faces.md.
constexpr double least_cm2 = 25;
constexpr double most_step_mm = 2;
/// Of pictures whose skin is sharp on all sides as much ends so towards the back.
constexpr double more_than_back = 2.5;

/// The value that most voxels hold of a sample of them.
float commonest(std::span<const float> values) {
  std::vector<float> sample;
  for (std::size_t at = 0; at < values.size(); at += 13)
    sample.push_back(values[at]);
  std::ranges::sort(sample);
  float found = 0;
  std::size_t most = 0;
  for (auto from = sample.begin(); from != sample.end();) {
    const auto to = std::upper_bound(from, sample.end(), *from);
    if (const auto count = static_cast<std::size_t>(to - from); count > most)
      most = count, found = *from;
    from = to;
  }
  return found;
}

/// Half as bright as what is no air; of CT what is no air.
float tissue_level(const ImageView &view, float threshold) {
  if (view.scale == Scale::hounsfield) return threshold;
  double sum = 0, count = 0;
  for (const float value : view.values)
    if (value > threshold) sum += static_cast<double>(value), ++count;
  return count > 0 ? static_cast<float>(0.5 * sum / count) : threshold;
}

/// The axis of the grid that leads to the front, and whether its index grows there.
struct Forward {
  std::size_t axis = 0;
  bool grows = false;
};

Forward forward_of(const volume::Grid &grid) {
  Forward forward;
  double most = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double part = unit(grid.index_to_ras_mm.column(axis))[1];
    if (std::abs(part) > most) most = std::abs(part), forward = {axis, part > 0};
  }
  return forward;
}

} // namespace

CutEdges cut_edges(const ImageView &view, float threshold) {
  const volume::Grid &grid = view.grid;
  const std::size_t count = voxel_count(grid);
  if (count == 0 || view.values.size() < count) return {};
  const auto [axis, grows] = forward_of(grid);
  const double step_mm = length(grid.index_to_ras_mm.column(axis));
  if (!(step_mm > 0) || step_mm > most_step_mm) return {};
  const float nothing = commonest(view.values.first(count)), tissue = tissue_level(view, threshold);
  if (nothing > threshold) return {};
  std::array<std::size_t, 3> stride{1, static_cast<std::size_t>(grid.size[0]), 0};
  stride[2] = stride[1] * static_cast<std::size_t>(grid.size[1]);
  std::size_t before = 0, after = 0, at = 0;
  std::array<int, 3> index{};
  for (index[2] = 0; index[2] < grid.size[2]; ++index[2])
    for (index[1] = 0; index[1] < grid.size[1]; ++index[1])
      for (index[0] = 0; index[0] < grid.size[0]; ++index[0], ++at) {
        if (!(view.values[at] > tissue)) continue;
        const int along = index[axis];
        before += along > 0 && view.values[at - stride[axis]] == nothing ? 1 : 0;
        after += along + 1 < grid.size[axis] && view.values[at + stride[axis]] == nothing ? 1 : 0;
      }
  const double voxel_cm2 = std::abs(grid.index_to_ras_mm.determinant()) / step_mm / 100;
  const double one = static_cast<double>(before) * voxel_cm2,
               other = static_cast<double>(after) * voxel_cm2;
  return grows ? CutEdges{other, one} : CutEdges{one, other};
}

bool was_cut_before(const ImageView &view, float threshold) {
  const CutEdges edges = cut_edges(view, threshold);
  return edges.front_cm2 >= least_cm2 && edges.front_cm2 >= more_than_back * edges.back_cm2;
}

} // namespace curate::face
