#include "tests/support/vendor_cases.hpp"

#include <cmath>
#include <fmt/format.h>

#include "tests/support/made_scan_files.hpp"

namespace curate::support {

using dicom::Vr;

namespace {

constexpr int first_series_number = 101;

Vec3 turned_about_x(const Vec3 &v, double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return {v[0], c * v[1] - s * v[2], s * v[1] + c * v[2]};
}

Vec3 turned_about_y(const Vec3 &v, double angle) {
  const double c = std::cos(angle), s = std::sin(angle);
  return {c * v[0] + s * v[2], v[1], -s * v[0] + c * v[2]};
}

} // namespace

void VendorCases::add(std::string name, const MadeScan &scan, const Finish &finish) {
  cases_.push_back({std::move(name), first_series_number + static_cast<int>(cases_.size()), {}});
  add_to_last(scan, finish);
}

void VendorCases::add_to_last(const MadeScan &scan, const Finish &finish) {
  VendorCase &last = cases_.back();
  const auto first = static_cast<int>(last.files.size());
  const bool is_by_slice = scan.form == Form::classic;
  int index = 0;
  for (Elements &file : elements_of({&scan, 1}, last.series_number)) {
    const int slice = is_by_slice ? index % scan.size[2] : 0;
    const int volume = is_by_slice ? index / scan.size[2] : index;
    file.text({0x0008, 0x0018}, Vr::UI,
              fmt::format("1.2.3.{}.{}", last.series_number, first + index + 1));
    file.text({0x0020, 0x0013}, Vr::IS, std::to_string(first + index + 1));
    if (finish) finish(file, slice, volume);
    last.files.push_back(std::move(file));
    ++index;
  }
}

const char *name_of(CasePlane plane) {
  constexpr const char *names[] = {"axial", "sagittal", "coronal", "oblique"};
  return names[static_cast<std::size_t>(plane)];
}

MadeScan case_scan(CasePlane plane, bool is_reversed) {
  MadeScan scan;
  scan.size = {12, 10, 6};
  scan.volumes = 3;
  scan.spacing_mm = {3.5, 3.25, 4.2};
  scan.origin_lps_mm = {-21, -17, 5};
  scan.key = VolumeKey::instance_by_volume;
  scan.is_against_normal = is_reversed;
  switch (plane) {
  case CasePlane::axial:
    break;
  case CasePlane::sagittal:
    scan.row_lps = {0, 1, 0};
    scan.column_lps = {0, 0, -1};
    break;
  case CasePlane::coronal:
    scan.row_lps = {1, 0, 0};
    scan.column_lps = {0, 0, -1};
    break;
  case CasePlane::oblique:
    for (Vec3 *axis : {&scan.row_lps, &scan.column_lps})
      *axis = turned_about_y(turned_about_x(*axis, 0.3), 0.2);
    break;
  }
  return scan;
}

MadeScan case_dwi(CasePlane plane, bool is_reversed) {
  MadeScan scan = case_scan(plane, is_reversed);
  scan.volumes = 4;
  scan.b_values = {0, 1000, 1000, 2000};
  scan.gradients_lps = {
      {0, 0, 0}, unit({0.9, 0.3, -0.2}), unit({-0.3, 0.5, 0.8}), unit({0.1, -0.7, 0.4})};
  return scan;
}

std::vector<VendorCase> vendor_cases() {
  VendorCases cases;
  add_siemens_cases(cases);
  add_ge_cases(cases);
  add_philips_cases(cases);
  add_other_cases(cases);
  return cases.take();
}

} // namespace curate::support
