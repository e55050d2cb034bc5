#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <libcurate/volume/place.hpp>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {
namespace {

constexpr double drift_tolerance = 0.25;                  // of the mean gap, gaps added up
const double tilt_tolerance = std::tan(0.5 * M_PI / 180); // of the gap

struct Placed {
  double distance_mm;
  std::size_t at; // index into `chosen`
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

Result<void> check_gaps(const std::vector<double> &distances_mm) {
  if (distances_mm.size() < 3) return {};
  std::vector<double> gaps;
  for (std::size_t i = 1; i < distances_mm.size(); ++i)
    gaps.push_back(distances_mm[i] - distances_mm[i - 1]);
  const double usual = median(gaps);
  const double tolerance = std::max(same_slice_mm, gap_tolerance * usual);
  int missing = 0;
  for (const double gap : gaps) {
    if (std::abs(gap - usual) <= tolerance) continue;
    const double whole = std::round(gap / usual);
    if (whole < 2 || std::abs(gap - whole * usual) > tolerance)
      return problem("VOLUME-GAPS", "the distances between the slices differ",
                     "convert the parts with equal distances apart");
    missing += static_cast<int>(std::min(whole, 1e6)) - 1;
  }
  if (missing > 0)
    return problem("VOLUME-MISSING-SLICES",
                   fmt::format("slices are missing within the volume: {}", missing),
                   "give all files of the series");
  return {};
}

Result<void> check_tilt(const Vec3 &step, const Vec3 &normal) {
  const double along = dot(step, normal);
  const Vec3 sideways = step - normal * along;
  if (length(sideways) > tilt_tolerance * std::abs(along) && length(sideways) > same_slice_mm)
    return problem("VOLUME-TILTED", "the slices are sheared, and not along their rows or columns",
                   "convert the files of each stack apart");
  return {};
}

// Every frame lies where the picture will show it: on the line from the first slice to the last.
// Frames beside each other, as tiles of a larger picture, are no volumes of one place.
Result<void> check_lattice(std::span<const dicom::Frame> frames,
                           std::span<const std::size_t> chosen, const SlicePositions &slices) {
  const dicom::Frame &first = frames[chosen.front()];
  const Vec3 normal = normal_lps(first);
  const double drift_mm =
      std::max(same_slice_mm, drift_tolerance * std::abs(dot(slices.step_lps_mm, normal)));
  const double shift_mm = std::max(
      same_slice_mm, shift_tolerance * std::min(first.row_spacing_mm, first.column_spacing_mm));
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Vec3 place =
        slices.origin_lps_mm + slices.step_lps_mm * static_cast<double>(slices.slice_of_frame[i]);
    const Vec3 away = frames[chosen[i]].position_lps_mm - place;
    const double along = dot(away, normal);
    if (std::abs(along) > drift_mm)
      return problem("VOLUME-GAPS", "the distances between the slices differ",
                     "convert the parts with equal distances apart");
    if (length(away - normal * along) > shift_mm)
      return problem("VOLUME-SHIFTED", "the slices lie beside each other, not on one line",
                     "convert the parts that lie on one line apart");
  }
  return {};
}

} // namespace

Vec3 normal_lps(const dicom::Frame &frame) {
  return unit(cross(frame.row_lps, frame.column_lps));
}

Result<SortedSlices> sort_slices(std::span<const dicom::Frame> frames,
                                 std::span<const std::size_t> chosen) {
  if (chosen.empty()) return problem("VOLUME-EMPTY", "there is nothing to stack");
  for (const std::size_t frame : chosen)
    if (auto checked = check_place(frames[frame]); !checked) return tl::unexpected(checked.error());
  const Vec3 normal = normal_lps(frames[chosen.front()]);
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    placed.push_back({dot(frames[chosen[i]].position_lps_mm, normal), i});
  std::ranges::sort(placed, [](const Placed &a, const Placed &b) {
    return a.distance_mm != b.distance_mm ? a.distance_mm < b.distance_mm : a.at < b.at;
  });
  SortedSlices out;
  out.slice_of_frame.resize(chosen.size());
  for (const Placed &p : placed) {
    if (out.distances_mm.empty() || p.distance_mm - out.distances_mm.back() > same_slice_mm) {
      out.distances_mm.push_back(p.distance_mm);
      out.first_frame.push_back(p.at);
    }
    out.slice_of_frame[p.at] = out.distances_mm.size() - 1;
  }
  return out;
}

Result<SlicePositions> slice_order(std::span<const dicom::Frame> frames,
                                   std::span<const std::size_t> chosen) {
  auto sorted = sort_slices(frames, chosen);
  if (!sorted) return tl::unexpected(sorted.error());
  const dicom::Frame &first = frames[chosen.front()];
  const Vec3 normal = normal_lps(first);
  if (auto checked = check_gaps(sorted->distances_mm); !checked)
    return tl::unexpected(checked.error());
  SlicePositions out;
  out.slice_of_frame = std::move(sorted->slice_of_frame);
  out.slice_count = static_cast<int>(sorted->distances_mm.size());
  out.origin_lps_mm = frames[chosen[sorted->first_frame.front()]].position_lps_mm;
  if (out.slice_count > 1) {
    const Vec3 end = frames[chosen[sorted->first_frame.back()]].position_lps_mm;
    out.step_lps_mm = (end - out.origin_lps_mm) * (1.0 / (out.slice_count - 1));
    if (auto checked = check_tilt(out.step_lps_mm, normal); !checked)
      return tl::unexpected(checked.error());
  }
  if (auto checked = check_lattice(frames, chosen, out); !checked)
    return tl::unexpected(checked.error());
  if (out.slice_count > 1) {
    out.step_lps_mm = normal * dot(out.step_lps_mm, normal);
  } else {
    const double spacing = first.spacing_between_slices_mm.value_or(0) > 0
                               ? *first.spacing_between_slices_mm
                               : first.slice_thickness_mm.value_or(1);
    out.step_lps_mm = normal * (spacing > 0 ? spacing : 1);
  }
  return out;
}

} // namespace curate::volume
