#include <algorithm>
#include <cmath>
#include <libcurate/volume/place.hpp>

namespace curate::volume {
namespace {

// Direction cosines written with two digits are 0.7 % too long; nothing true is further off.
constexpr double length_tolerance = 0.02;
constexpr double most_cosine_of_right_angle = 0.01;
// From a microscope's pixel to a room.
constexpr double least_spacing_mm = 1e-4, most_spacing_mm = 1e3, most_distance_mm = 1e5;

bool is_unit(const Vec3 &v) {
  return std::abs(length(v) - 1) <= length_tolerance;
}

bool is_spacing(double spacing_mm) {
  return spacing_mm >= least_spacing_mm && spacing_mm <= most_spacing_mm;
}

} // namespace

Result<void> check_place(const dicom::Frame &frame) {
  const bool is_near = std::ranges::all_of(
      frame.position_lps_mm, [](double mm) { return std::abs(mm) <= most_distance_mm; });
  if (!frame.has_position || !frame.has_orientation || !is_near)
    return problem("VOLUME-NO-POSITION",
                   "(0020,0032) or (0020,0037) is absent or no place: where the slices lie is not "
                   "known");
  if (!is_unit(frame.row_lps) || !is_unit(frame.column_lps) ||
      !(std::abs(dot(frame.row_lps, frame.column_lps)) <= most_cosine_of_right_angle))
    return problem("VOLUME-AXES",
                   "(0020,0037) does not hold two unit vectors at right angles to each other");
  if (!frame.has_spacing || !is_spacing(frame.row_spacing_mm) ||
      !is_spacing(frame.column_spacing_mm))
    return problem("VOLUME-NO-SPACING",
                   "(0028,0030) is absent or no spacing: how large the pixels are is not known");
  return {};
}

} // namespace curate::volume
