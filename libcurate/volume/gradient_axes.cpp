#include <array>
#include <cmath>
#include <libcurate/volume/gradient_axes.hpp>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {
namespace {

enum Plane : std::size_t { sagittal = 0, coronal = 1, axial = 2 };

Plane plane_of(const Vec3 &normal) {
  std::size_t plane = axial;
  for (std::size_t i = 0; i < 3; ++i)
    if (std::abs(normal[i]) > std::abs(normal[plane])) plane = i;
  return static_cast<Plane>(plane);
}

} // namespace

Vec3 lps_of_encoding_axes(const Vec3 &frequency_phase_slice, const dicom::Frame &frame,
                          dicom::InPlaneAxis axis) {
  const Vec3 normal = normal_lps(frame);
  const Plane plane = plane_of(normal);
  const std::array<bool, 3> turned{plane == sagittal, plane != axial, plane != sagittal};
  Vec3 v = frequency_phase_slice;
  for (std::size_t i = 0; i < 3; ++i)
    if (turned[i]) v[i] = -v[i];
  // What was phase and frequency is now along rows and columns, both as the picture shows them.
  const bool is_column = axis == dicom::InPlaneAxis::column;
  const double along_rows = is_column ? -v[0] : -v[1];
  const double along_columns = is_column ? -v[1] : v[0];
  return frame.row_lps * along_rows + frame.column_lps * along_columns - normal * v[2];
}

} // namespace curate::volume
