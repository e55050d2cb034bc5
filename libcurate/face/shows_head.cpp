#include <algorithm>
#include <cmath>
#include <libcurate/face/bitmask.hpp>
#include <libcurate/face/shows_head.hpp>
#include <libcurate/face/threshold.hpp>

namespace curate::face {

namespace {

/// Recognisable faces were seen in pictures with slices of up to 6 mm, not beyond.
constexpr double coarsest_mm = 6.5;
constexpr double thinnest_slab_mm = 60;
constexpr double step_mm = 5; // of the look

/// What the top of a body measures.
struct Extent {
  std::array<double, 3> mm{};
  double filled = 0; ///< the part of its box that is body
};

/// The bounds are those of heads from infants to large adults with ears and pads, with room: 90 to
/// 260 mm from side to side and from front to back. What fills its box is no head but noise.
bool is_like_a_head(const Extent &top) {
  const bool wide = top.mm[0] >= 90 && top.mm[0] <= 260, deep = top.mm[1] >= 90 && top.mm[1] <= 280;
  return wide && deep && top.mm[2] >= 50 && top.filled >= 0.3 && top.filled <= 0.88;
}

/// A trunk, a whole body with raised arms, or a head that touches what lies beside it: there may be
/// a head in it.
bool is_larger_than_a_head(const Extent &top) {
  return (top.mm[0] > 260 || top.mm[1] > 280) && top.mm[2] >= 50 && top.filled <= 0.88;
}

/// Of the top 120 mm of a body; shoulders and trunk lie lower.
Extent top_of(const Bitmask &body) {
  const auto &size = body.size();
  int top = -1;
  const auto any_in = [&](int k) {
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i)
        if (body.at(i, j, k)) return true;
    return false;
  };
  for (int k = size[2] - 1; k >= 0 && top < 0; --k)
    if (any_in(k)) top = k;
  std::array<int, 3> low = size, high{};
  double points = 0;
  for (int k = std::max(0, top - static_cast<int>(120 / step_mm) + 1); k <= top; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i) {
        if (!body.at(i, j, k)) continue;
        ++points;
        const std::array<int, 3> index{i, j, k};
        for (std::size_t a = 0; a < 3; ++a) {
          low[a] = std::min(low[a], index[a]);
          high[a] = std::max(high[a], index[a] + 1);
        }
      }
  Extent extent;
  if (points <= 0) return extent;
  double box = 1;
  for (std::size_t a = 0; a < 3; ++a) {
    box *= high[a] - low[a];
    extent.mm[a] = (high[a] - low[a]) * step_mm;
  }
  extent.filled = points / box;
  return extent;
}

/// Whether a body is at least 1.8 times as bright as what lies around it; noise is not. HU, which
/// fall below 0, are not asked.
bool stands_out(const Image &image, const Bitmask &body, Scale scale) {
  if (scale == Scale::hounsfield) return true;
  const Bitmask around = body.dilated(true);
  double inside = 0, outside = 0, in_count = 1e-9, out_count = 1e-9;
  std::size_t at = 0;
  for (int k = 0; k < image.grid.size[2]; ++k)
    for (int j = 0; j < image.grid.size[1]; ++j)
      for (int i = 0; i < image.grid.size[0]; ++i, ++at) {
        const auto value = static_cast<double>(image.values[at]);
        if (body.at(i, j, k))
          inside += value, ++in_count;
        else if (!around.at(i, j, k))
          outside += value, ++out_count;
      }
  return inside / in_count > 1.8 * outside / out_count;
}

Bitmask brighter(const Image &image, float level) {
  Bitmask mask(image.grid.size);
  std::size_t at = 0;
  for (int k = 0; k < image.grid.size[2]; ++k)
    for (int j = 0; j < image.grid.size[1]; ++j)
      for (int i = 0; i < image.grid.size[0]; ++i, ++at)
        if (image.values[at] > level) mask.set(i, j, k);
  return mask;
}

Body measured(const ImageView &view) {
  Image image = resampled(view, step_mm, 400);
  smooth(image);
  Body found = Body::none;
  for (const float level : thresholds(image, view.scale)) {
    // Cables, cushions and ghosts hang on by a thread.
    const Bitmask body =
        brighter(image, level).eroded(false).largest_body().dilated(false).filled();
    const Extent top = top_of(body);
    const bool is_head = is_like_a_head(top);
    if ((!is_head && !is_larger_than_a_head(top)) || !stands_out(image, body, view.scale)) continue;
    if (is_head) return Body::like_a_head;
    found = Body::larger;
  }
  return found;
}

/// Whether what a body falls apart into, when `layers` of 5 mm are taken off, are two like heads.
bool are_two(Bitmask mask, int layers) {
  const auto grown = [&](Bitmask body) {
    for (int layer = 0; layer < layers; ++layer)
      body = body.dilated(false);
    return body.filled();
  };
  for (int layer = 0; layer < layers; ++layer)
    mask = mask.eroded(false);
  const Bitmask first = mask.largest_body(), second = mask.without(first).largest_body();
  return second.count() * 2 >= first.count() && is_like_a_head(top_of(grown(first))) &&
         is_like_a_head(top_of(grown(second)));
}

bool measures_like_two(const ImageView &view) {
  Image image = resampled(view, step_mm, 600);
  smooth(image);
  const auto levels = thresholds(image, view.scale);
  if (levels.empty()) return false;
  // Ears may touch: 30 mm of what joins them are cut through.
  const Bitmask mask = brighter(image, levels.back());
  return are_two(mask, 1) || are_two(mask, 3);
}

/// Every so many voxels along each axis, so that steps come near to 5 mm.
struct Thinning {
  volume::Grid grid;
  std::array<std::size_t, 3> stride{};

  explicit Thinning(const volume::Grid &of) : grid(of) {
    for (std::size_t a = 0; a < 3; ++a) {
      const double step = base::length(of.index_to_ras_mm.column(a));
      stride[a] = static_cast<std::size_t>(std::max(1.0, std::floor(step_mm / step)));
      grid.size[a] = (of.size[a] - 1) / static_cast<int>(stride[a]) + 1;
      grid.index_to_ras_mm.set_column(a, of.index_to_ras_mm.column(a) *
                                             static_cast<double>(stride[a]));
    }
  }

  /// Calls `take(index of the voxel)` in order.
  void each(const volume::Grid &of, const auto &take) const {
    const auto row = static_cast<std::size_t>(of.size[0]),
               slice = row * static_cast<std::size_t>(of.size[1]);
    for (int k = 0; k < grid.size[2]; ++k)
      for (int j = 0; j < grid.size[1]; ++j)
        for (int i = 0; i < grid.size[0]; ++i)
          take(static_cast<std::size_t>(k) * stride[2] * slice +
               static_cast<std::size_t>(j) * stride[1] * row +
               static_cast<std::size_t>(i) * stride[0]);
  }
};

} // namespace

bool may_hold_a_face(const volume::Grid &grid) {
  if (voxel_count(grid) == 0) return false;
  for (std::size_t a = 0; a < 3; ++a) {
    const double step = base::length(grid.index_to_ras_mm.column(a));
    if (!(step > 0 && step <= coarsest_mm) || step * grid.size[a] < thinnest_slab_mm) return false;
  }
  return true;
}

namespace {

auto thinned_measures(const ImageView &view, auto(*measure)(const ImageView &))
    -> decltype(measure(view)) {
  if (!may_hold_a_face(view.grid) || view.values.size() < voxel_count(view.grid)) return {};
  const Thinning thinning(view.grid);
  std::vector<float> values;
  thinning.each(view.grid, [&](std::size_t at) { values.push_back(view.values[at]); });
  return measure({values, thinning.grid, view.scale});
}

} // namespace

Body body_of(const ImageView &view) {
  return thinned_measures(view, measured);
}

bool shows_head(const ImageView &view) {
  return body_of(view) != Body::none;
}

bool shows_two_heads(const ImageView &view) {
  return thinned_measures(view, measures_like_two);
}

bool shows_head(const volume::CleanVolume &picture) {
  const volume::Acquisition &how = picture.acquisition();
  const dicom::Modality modality = how.series.modality;
  if (modality != dicom::Modality::mr && modality != dicom::Modality::ct &&
      modality != dicom::Modality::pt)
    return false;
  if (how.component == dicom::Component::phase || !may_hold_a_face(picture.grid())) return false;
  const volume::Voxels &voxels = picture.voxels();
  const std::size_t size = volume::size_of(voxels.type);
  if (voxels.bytes.size() / size < voxel_count(picture.grid())) return false;
  // The voxels of the thinned grid alone are turned into numbers.
  const Thinning thinning(picture.grid());
  volume::Voxels few;
  few.type = voxels.type;
  few.slope = voxels.slope;
  few.intercept = voxels.intercept;
  thinning.each(picture.grid(), [&](std::size_t at) {
    const auto from = voxels.bytes.begin() + static_cast<std::ptrdiff_t>(at * size);
    few.bytes.insert(few.bytes.end(), from, from + static_cast<std::ptrdiff_t>(size));
  });
  const std::vector<float> values = first_volume(few, thinning.grid);
  const bool is_ct = modality == dicom::Modality::ct;
  return measured({values, thinning.grid, is_ct ? Scale::hounsfield : Scale::arbitrary}) !=
         Body::none;
}

} // namespace curate::face
