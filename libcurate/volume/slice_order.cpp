#include <algorithm>
#include <cmath>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {
namespace {

// Positions are decimal strings of up to 16 characters: rounding stays far below, slices far above.
constexpr double same_slice_mm = 0.02;
constexpr double gap_tolerance = 0.05;                    // of the median gap
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
  bool is_missing = false;
  for (const double gap : gaps) {
    if (std::abs(gap - usual) <= tolerance) continue;
    const double whole = std::round(gap / usual);
    if (whole < 2 || std::abs(gap - whole * usual) > tolerance)
      return problem("VOLUME-GAPS", "the distances between the slices differ",
                     "convert the parts with equal distances apart");
    is_missing = true;
  }
  if (is_missing)
    return problem("VOLUME-MISSING-SLICES", "slices are missing within the volume",
                   "give all files of the series");
  return {};
}

Result<void> check_tilt(const Vec3 &step, const Vec3 &normal) {
  const double along = dot(step, normal);
  const Vec3 sideways = step - normal * along;
  if (length(sideways) > tilt_tolerance * std::abs(along) && length(sideways) > same_slice_mm)
    return problem("VOLUME-TILTED", "the slices are sheared: the gantry was tilted");
  return {};
}

} // namespace

Vec3 normal_lps(const dicom::Frame &frame) {
  return unit(cross(frame.row_lps, frame.column_lps));
}

Result<SlicePositions> slice_order(std::span<const dicom::Frame> frames,
                                   std::span<const std::size_t> chosen) {
  if (chosen.empty()) return problem("VOLUME-EMPTY", "there is nothing to stack");
  const dicom::Frame &first = frames[chosen.front()];
  const Vec3 normal = normal_lps(first);
  if (!first.has_position || !first.has_orientation || length(normal) == 0)
    return problem("VOLUME-NO-POSITION",
                   "(0020,0032) or (0020,0037) is absent: where the slices lie is not known");
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    placed.push_back({dot(frames[chosen[i]].position_lps_mm, normal), i});
  std::ranges::sort(placed, [](const Placed &a, const Placed &b) {
    return a.distance_mm != b.distance_mm ? a.distance_mm < b.distance_mm : a.at < b.at;
  });

  SlicePositions out;
  out.slice_of_frame.resize(chosen.size());
  std::vector<double> distances;
  std::size_t last_of_last = 0;
  for (const Placed &p : placed) {
    if (!std::isfinite(p.distance_mm))
      return problem("VOLUME-NO-POSITION", "(0020,0032) is no position");
    if (distances.empty() || p.distance_mm - distances.back() > same_slice_mm) {
      distances.push_back(p.distance_mm);
      last_of_last = p.at;
    }
    out.slice_of_frame[p.at] = distances.size() - 1;
  }
  if (auto checked = check_gaps(distances); !checked) return tl::unexpected(checked.error());
  out.slice_count = static_cast<int>(distances.size());
  out.origin_lps_mm = frames[chosen[placed.front().at]].position_lps_mm;
  if (out.slice_count > 1) {
    const Vec3 end = frames[chosen[last_of_last]].position_lps_mm;
    out.step_lps_mm = (end - out.origin_lps_mm) * (1.0 / (out.slice_count - 1));
    if (auto checked = check_tilt(out.step_lps_mm, normal); !checked)
      return tl::unexpected(checked.error());
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
