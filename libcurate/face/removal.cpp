#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/face/image_view.hpp>
#include <libcurate/face/removal.hpp>

namespace curate::face {

namespace {

/// Measures of what goes, in mm from the middle of the eyes: the plane over the brow, and the one
/// behind the face. Source: the feasibility study behind the project, on 28 heads: 65 mm; the brow
/// stands 15 to 20 mm above the eyes (Farkas 1994). Behind the face the stem of the brain stands
/// below its hull.
constexpr double brow_mm = 24, behind_mm = 65;
/// Of most heads, against the atlas.
constexpr double usual_size = 0.95;
/// About an ear: 35 mm in front of and behind the canal, 40 mm above, 45 below, and from 14 mm
/// within its rim outwards. Source: Farkas 1994: length of the ear 55 to 75 mm, width 30 to 42.
constexpr double ear_along_mm = 38, ear_above_mm = 42, ear_below_mm = 48, ear_within_mm = 14;
/// A kept eyeball. Source: axial length 22 to 27 mm.
constexpr double eyeball_mm = 13;

/// The part of an eyeball that goes even where the brain's margin reaches. Source: the roof of the
/// orbit stands 15 to 20 mm above its middle.
constexpr double eyeball_taken_mm = 11;
/// Before the brain at the height of the eyes the margin is less: two round pits in what is left
/// look like eyes, a smooth band does not. It reaches from 8 mm above them down and to 24 mm behind
/// them; the frontal lobes lie 10 mm above, the temporal ones some 30 behind. A slope may lead over
/// to it: a ledge throws a shadow that looks like a brow, and its end at the temple like the corner
/// of an eye.
constexpr double band_above_mm = 8, band_behind_mm = 24, slope_above_mm = 20, slope_behind_mm = 40;
/// A ledge begins a little further back, with a step: eyes placed too far back by 7 mm have it
/// begin where the temporal lobes do.
constexpr double ledge_behind_mm = 26, ledge_step_margin_mm = 3;
constexpr int slope_steps = 8;

/// How much more goes than usual, and what is left before the brain: heads differ in which of them
/// shows nothing of a face.
struct Shape {
  double brow_more_mm, behind_more_mm;
  /// Over the brow the cut runs out through bone and skin so far: an edge throws a shadow that
  /// looks like brows, too.
  double bevel_mm;
  bool is_sloped; ///< else with a ledge
};
/// By step of widening.
constexpr std::array<Shape, widest + 1> shapes{{{0, 0, 12, true},
                                                {18, 4, 0, false},
                                                {27, 0, 12, true},
                                                {0, -10, 12, false},
                                                {0, -10, 12, true},
                                                {36, 0, 0, false},
                                                {6, -5, 20, false}}};

const Shape &shape_of(const Removal &removal) {
  return shapes[static_cast<std::size_t>(std::clamp(removal.widened, 0, widest))];
}

/// All points p with dot(normal, p) <= reach.
struct Half {
  Vec3 normal;
  double reach;
};

/// The half spaces that together hold one convex part of what goes.
using Part = std::vector<Half>;

double brow_of(const Removal &removal) {
  return brow_mm + shape_of(removal).brow_more_mm;
}

std::vector<Part> parts_of(const Removal &removal) {
  const Vec3 middle = (removal.right_eye_ras_mm + removal.left_eye_ras_mm) * 0.5;
  const auto below = [](const Vec3 &axis, const Vec3 &from, double mm) {
    return Half{axis, dot(axis, from) + mm};
  };
  const auto beyond = [&](const Vec3 &axis, const Vec3 &from, double mm) {
    return below(axis * -1, from, -mm);
  };
  // Of a small head less lies before its brain stem.
  const double size = std::cbrt(removal.atlas_to_subject.determinant()),
               behind = behind_mm * std::clamp(size / usual_size, 0.8, 1.0);
  std::vector<Part> parts;
  parts.push_back({below(removal.up, middle, brow_of(removal) + shape_of(removal).bevel_mm),
                   beyond(removal.forward, middle, -behind - shape_of(removal).behind_more_mm)});
  for (const auto &[ear, outward] : {std::pair{removal.right_ear_ras_mm, removal.right},
                                     std::pair{removal.left_ear_ras_mm, removal.right * -1}})
    parts.push_back({beyond(outward, ear, -ear_within_mm),
                     below(removal.forward, ear, ear_along_mm),
                     beyond(removal.forward, ear, -ear_along_mm),
                     below(removal.up, ear, ear_above_mm), beyond(removal.up, ear, -ear_below_mm)});
  return parts;
}

Stretch within(const Part &part, const Vec3 &from, const Vec3 &step, int count) {
  Stretch inside{-0.5, count - 0.5};
  for (const Half &half : part) {
    const double left = half.reach - dot(half.normal, from), per_step = dot(half.normal, step);
    if (std::abs(per_step) < 1e-12) {
      if (left < 0) return {0, 0};
    } else if (per_step > 0) {
      inside.second = std::min(inside.second, left / per_step);
    } else {
      inside.first = std::max(inside.first, left / per_step);
    }
  }
  return inside;
}

Stretch within_ball(const Vec3 &centre, double radius, const Vec3 &from, const Vec3 &step) {
  const Vec3 to = from - centre;
  const double a = dot(step, step), b = dot(to, step), c = dot(to, to) - radius * radius,
               root = b * b - a * c;
  if (root <= 0) return {0, 0};
  return {(-b - std::sqrt(root)) / a, (-b + std::sqrt(root)) / a};
}

/// Sets the voxels of a row whose middles lie within a stretch. The whole voxel goes or stays.
void set_row(std::uint8_t *row, int count, const Stretch &stretch, std::uint8_t value) {
  if (!(stretch.second > stretch.first)) return;
  const int first = static_cast<int>(std::ceil(std::clamp(stretch.first, 0.0, 1e9))),
            last = std::min(count - 1,
                            static_cast<int>(std::floor(std::clamp(stretch.second, -1.0, 1e9))));
  for (int i = first; i <= last; ++i)
    row[i] = value;
}

bool takes_any(const std::uint8_t *row, int count) {
  return std::find(row, row + count, std::uint8_t{1}) != row + count;
}

/// Calls `act(row of the mask, where its first voxel lies, step to the next)`.
void each_row(const volume::Grid &grid, auto *mask, const auto &act) {
  const Vec3 step = grid.index_to_ras_mm.column(0);
  for (int k = 0; k < grid.size[2]; ++k)
    for (int j = 0; j < grid.size[1]; ++j, mask += grid.size[0])
      act(mask, grid.index_to_ras_mm.apply({0, 1.0 * j, 1.0 * k}), step);
}

/// The margin stays around the brain however the voxels lie: half a voxel's diagonal more.
double margin_of(const Removal &removal, const volume::Grid &grid) {
  Vec3 diagonal{};
  for (std::size_t a = 0; a < 3; ++a)
    for (std::size_t c = 0; c < 3; ++c)
      diagonal[a] += std::abs(grid.index_to_ras_mm.m[a][c]);
  return removal.brain_margin_mm + std::min(3.0, 0.5 * length(diagonal) / std::sqrt(3.0));
}

/// Cuts a stretch out of others; says whether there is one.
bool cut_out(std::vector<Stretch> &stretches, const Stretch &cut) {
  if (!(cut.second > cut.first)) return false;
  std::vector<Stretch> rest;
  for (const Stretch &part : stretches) {
    rest.push_back({part.first, std::min(part.second, cut.first)});
    rest.push_back({std::max(part.first, cut.second), part.second});
  }
  stretches = std::move(rest);
  return true;
}

/// A part of the hull's front with a margin of its own.
struct Band {
  double above_mm, behind_mm, margin_mm; ///< from the middle of the eyes
};

/// From the widest to the narrowest.
std::vector<Band> bands_of(const Removal &removal, double margin_mm) {
  if (!shape_of(removal).is_sloped)
    return {{band_above_mm, ledge_behind_mm, std::max(ledge_step_margin_mm, removal.eye_margin_mm)},
            {band_above_mm, band_behind_mm, removal.eye_margin_mm}};
  std::vector<Band> bands;
  for (int step = 1; step <= slope_steps; ++step) {
    const double part = static_cast<double>(step) / slope_steps;
    // Quick to rise beside the band, where the temporal lobes begin.
    const double left = (1 - part) * (1 - part);
    bands.push_back({std::lerp(slope_above_mm, band_above_mm, part),
                     std::lerp(band_behind_mm, slope_behind_mm, left),
                     std::lerp(margin_mm, removal.eye_margin_mm, part)});
  }
  return bands;
}

/// The parts of a row that are kept for the brain: its hull with the margin, and where the eyes are
/// with the one that is meant for there.
std::vector<Stretch> kept_of(const Removal &removal, double margin_mm, int count, const Vec3 &from,
                             const Vec3 &step) {
  const auto clipped = [&](const Stretch &part) {
    return Stretch{std::max(part.first, -0.5), std::min(part.second, count - 0.5)};
  };
  std::vector<Stretch> kept{clipped(removal.brain.held(from, step, margin_mm))};
  const Vec3 middle = (removal.right_eye_ras_mm + removal.left_eye_ras_mm) * 0.5;
  const auto keep = [&](const Stretch &inside, double margin) {
    const Stretch held = clipped(removal.brain.held(from, step, margin));
    kept.push_back({std::max(held.first, inside.first), std::min(held.second, inside.second)});
  };
  for (double over_mm = 0; over_mm < shape_of(removal).bevel_mm; ++over_mm) {
    const Part above{{removal.up * -1, -dot(removal.up, middle) - brow_of(removal) - over_mm}};
    const Stretch inside = within(above, from, step, count);
    if (inside.second > inside.first) keep(inside, margin_mm + over_mm + 1);
  }
  if (removal.keep_eyes || !(kept[0].second > kept[0].first)) return kept;
  for (const Band &band : bands_of(removal, margin_mm)) {
    const Part part{{removal.up, dot(removal.up, middle) + band.above_mm},
                    {removal.forward * -1, band.behind_mm - dot(removal.forward, middle)}};
    const Stretch inside = within(part, from, step, count);
    if (cut_out(kept, inside)) keep(inside, band.margin_mm);
  }
  bool is_cut = false;
  for (const Vec3 &eye : {removal.right_eye_ras_mm, removal.left_eye_ras_mm})
    is_cut = cut_out(kept, within_ball(eye, eyeball_taken_mm, from, step)) || is_cut;
  // Half of that margin: the eyeballs themselves are to go.
  if (is_cut) kept.push_back(clipped(removal.brain.held(from, step, removal.eye_margin_mm / 2)));
  return kept;
}

Vec3 turned(const Affine &affine, const Vec3 &direction) {
  return unit(affine.apply(direction) - affine.column(3));
}

} // namespace

Removal Removal::moved(const Affine &to_other) const {
  Removal other = *this;
  for (Vec3 *point : {&other.right_eye_ras_mm, &other.left_eye_ras_mm, &other.right_ear_ras_mm,
                      &other.left_ear_ras_mm})
    *point = to_other.apply(*point);
  other.right = turned(to_other, right);
  other.up = unit(turned(to_other, up) - other.right * dot(turned(to_other, up), other.right));
  other.forward = cross(other.up, other.right);
  other.atlas_to_subject = to_other * atlas_to_subject;
  other.brain = Hull(); // what a picture protects, it finds itself
  return other;
}

Removal in_this_picture(const Removal &other, const Removal &own) {
  constexpr double same_frame_mm = 6; // two placings of one face differ by less
  const auto apart = [](const Vec3 &a, const Vec3 &b) { return length(a - b); };
  if (apart(other.right_eye_ras_mm, own.right_eye_ras_mm) <= same_frame_mm &&
      apart(other.left_eye_ras_mm, own.left_eye_ras_mm) <= same_frame_mm)
    return other;
  const auto from_other = other.atlas_to_subject.inverse();
  return from_other ? other.moved(own.atlas_to_subject * *from_other) : other;
}

std::vector<std::uint8_t> mask_on(const Removal &removal, const volume::Grid &grid) {
  std::vector<std::uint8_t> mask(voxel_count(grid), 0);
  if (mask.empty()) return mask;
  const auto parts = parts_of(removal);
  const double margin = margin_of(removal, grid);
  each_row(grid, mask.data(), [&](std::uint8_t *row, const Vec3 &from, const Vec3 &step) {
    for (const Part &part : parts)
      set_row(row, grid.size[0], within(part, from, step, grid.size[0]), 1);
    if (removal.keep_eyes)
      for (const Vec3 &eye : {removal.right_eye_ras_mm, removal.left_eye_ras_mm})
        set_row(row, grid.size[0], within_ball(eye, eyeball_mm, from, step), 0);
    if (!takes_any(row, grid.size[0])) return;
    for (const Stretch &kept : kept_of(removal, margin, grid.size[0], from, step))
      set_row(row, grid.size[0], kept, 0);
  });
  return mask;
}

void unite(std::vector<std::uint8_t> &mask, const Removal &own, const Removal &other,
           const volume::Grid &grid) {
  const auto more = mask_on(other, grid);
  if (more.size() != mask.size()) return;
  for (std::size_t at = 0; at < mask.size(); ++at)
    mask[at] |= more[at];
  const double margin = margin_of(own, grid);
  each_row(grid, mask.data(), [&](std::uint8_t *row, const Vec3 &from, const Vec3 &step) {
    if (!takes_any(row, grid.size[0])) return;
    for (const Stretch &kept : kept_of(own, margin, grid.size[0], from, step))
      set_row(row, grid.size[0], kept, 0);
  });
}

std::size_t brain_voxels_in(std::span<const std::uint8_t> mask, const Removal &removal,
                            const volume::Grid &grid) {
  std::size_t count = 0;
  if (mask.size() != voxel_count(grid)) return count;
  each_row(grid, mask.data(), [&](const std::uint8_t *row, const Vec3 &from, const Vec3 &step) {
    if (!takes_any(row, grid.size[0])) return;
    const auto all_kept = kept_of(removal, removal.brain_margin_mm, grid.size[0], from, step);
    for (int i = 0; i < grid.size[0]; ++i)
      if (row[i] != 0 && std::ranges::any_of(all_kept, [&](const Stretch &kept) {
            return i > kept.first && i < kept.second;
          }))
        ++count;
  });
  return count;
}

} // namespace curate::face
