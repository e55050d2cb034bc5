#include <fmt/format.h>

#include "tests/support/vendor_cases.hpp"

namespace curate::support {

using dicom::Vr;

namespace {

/// The gradient along frequency, phase and slice of the picture, as GE counts them.
/// Source: GE's (0019,10BB..10BD) as dcm2niix and mrtrix read them.
Vec3 in_image_frame(const MadeScan &scan, const Vec3 &lps, bool is_row) {
  const double x = dot(lps, scan.row_lps), y = dot(lps, scan.column_lps);
  const double z = dot(lps, cross(scan.row_lps, scan.column_lps));
  return is_row ? Vec3{y, -x, -z} : Vec3{x, y, -z};
}

VendorCases::Finish as_ge(const MadeScan &scan, bool is_row) {
  return [scan, is_row](Elements &e, int, int volume) {
    e.text({0x0008, 0x1090}, Vr::LO, "DISCOVERY MR750");
    e.text({0x0018, 0x0020}, Vr::CS, "EP\\SE");
    e.text({0x0018, 0x0022}, Vr::CS, "EPI_GEMS\\ACC_GEMS");
    e.text({0x0018, 0x0087}, Vr::DS, "3");
    e.text({0x0018, 0x0095}, Vr::DS, "1953.13");
    e.text({0x0018, 0x1020}, Vr::LO, "27\\LX\\MR Software release:DV26.0_R01_1725.a");
    e.text({0x0018, 0x1310}, Vr::US,
           is_row ? fmt::format("0\\{}\\{}\\0", scan.size[1], scan.size[0])
                  : fmt::format("{}\\0\\0\\{}", scan.size[0], scan.size[1]));
    e.text({0x0018, 0x1312}, Vr::CS, is_row ? "ROW" : "COL");
    e.text({0x0019, 0x0010}, Vr::LO, "GEMS_ACQU_01");
    e.text({0x0019, 0x109C}, Vr::LO, scan.b_values.empty() ? "epi" : "epi2");
    e.text({0x0043, 0x0010}, Vr::LO, "GEMS_PARM_01");
    e.text({0x0043, 0x102C}, Vr::SS, "640");
    e.text({0x0043, 0x1083}, Vr::DS, "0.5\\1");
    e.text({0x0043, 0x102F}, Vr::SS, "0");
    if (scan.b_values.empty()) return;
    const auto at = static_cast<std::size_t>(volume);
    e.erase({0x0018, 0x9089}); // GE says it in its own elements alone
    e.text({0x0043, 0x1039}, Vr::IS, fmt::format("{}\\8\\0\\0", scan.b_values[at] + 1e9));
    const Vec3 own = in_image_frame(scan, scan.gradients_lps[at], is_row);
    e.text({0x0019, 0x10BB}, Vr::DS, fmt::format("{:.6f}", own[0]));
    e.text({0x0019, 0x10BC}, Vr::DS, fmt::format("{:.6f}", own[1]));
    e.text({0x0019, 0x10BD}, Vr::DS, fmt::format("{:.6f}", own[2]));
  };
}

} // namespace

void add_ge_cases(VendorCases &cases) {
  for (const CasePlane plane :
       {CasePlane::axial, CasePlane::sagittal, CasePlane::coronal, CasePlane::oblique})
    for (const bool is_reversed : {false, true})
      for (const bool is_row : {false, true}) {
        MadeScan scan = case_dwi(plane, is_reversed);
        scan.maker = Maker::ge;
        cases.add(fmt::format("ge dwi {}{}{}", name_of(plane), is_row ? " row" : " col",
                              is_reversed ? " reversed" : ""),
                  scan, as_ge(scan, is_row));
      }
  MadeScan bold = case_scan(CasePlane::axial, false);
  bold.maker = Maker::ge;
  cases.add("ge bold", bold, as_ge(bold, false));
}

} // namespace curate::support
