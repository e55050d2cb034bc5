#include <fmt/format.h>

#include "tests/support/vendor_cases.hpp"

namespace curate::support {

using dicom::Vr;

namespace {

constexpr CasePlane planes[] = {CasePlane::axial, CasePlane::sagittal, CasePlane::coronal,
                                CasePlane::oblique};

void put_column(Elements &e, int, int) {
  e.text({0x0018, 0x1312}, Vr::CS, "COL");
}

/// Canon tells the gradient in Image Comments. Source: headers of dcm_qa_canon.
VendorCases::Finish as_canon(const MadeScan &scan) {
  return [scan](Elements &e, int, int volume) {
    const auto at = static_cast<std::size_t>(volume);
    const Vec3 &g = scan.gradients_lps[at];
    e.erase({0x0018, 0x9089});
    e.text({0x0018, 0x1312}, Vr::CS, "COL");
    e.text({0x0020, 0x4000}, Vr::LT,
           fmt::format("b={:.0f}({:.3f},{:.3f},{:.3f})", scan.b_values[at], g[0], g[1], g[2]));
  };
}

void add_diffusion(VendorCases &cases) {
  for (const CasePlane plane : planes)
    for (const bool is_reversed : {false, true}) {
      MadeScan scan = case_dwi(plane, is_reversed);
      const auto ending = fmt::format("{}{}", name_of(plane), is_reversed ? " reversed" : "");
      scan.maker = Maker::toshiba;
      cases.add("toshiba dwi " + ending, scan, put_column);
      scan.maker = Maker::hitachi;
      cases.add("hitachi dwi " + ending, scan, put_column);
      scan.maker = Maker::uih;
      scan.seed = 2; // in UIH's own elements
      scan.form = Form::grid;
      cases.add("uih grid dwi " + ending, scan, put_column);
      scan.maker = Maker::canon;
      scan.form = Form::enhanced;
      scan.key = VolumeKey::dimension_index;
      cases.add("canon enhanced dwi " + ending, scan);
      if (is_reversed) continue;
      scan.form = Form::classic;
      scan.key = VolumeKey::instance_by_volume;
      cases.add("canon dwi " + ending, scan, as_canon(scan));
    }
}

/// Source: DICOM PS3.3, C.8.9.1 (PET series), C.8.2.1 (CT image).
void add_ct_and_pet(VendorCases &cases) {
  for (const bool is_reversed : {false, true}) {
    MadeScan ct = case_scan(CasePlane::axial, is_reversed);
    ct.volumes = 1;
    ct.is_ct = true;
    ct.scales = Scales::one;
    ct.is_signed = true;
    ct.bits_stored = 16;
    cases.add(is_reversed ? "ct reversed" : "ct", ct, [](Elements &e, int, int) {
      e.text({0x0028, 0x1052}, Vr::DS, "-1024");
      e.text({0x0028, 0x1053}, Vr::DS, "1");
    });
  }
  MadeScan pet = case_scan(CasePlane::axial, true);
  pet.bits_stored = 16;
  pet.is_signed = true;
  pet.scales = Scales::per_frame;
  cases.add("pet frames", pet, [](Elements &e, int slice, int volume) {
    e.text({0x0008, 0x0008}, Vr::CS, "ORIGINAL\\PRIMARY");
    e.text({0x0008, 0x0016}, Vr::UI, "1.2.840.10008.5.1.4.1.1.128");
    e.text({0x0008, 0x0032}, Vr::TM, fmt::format("1000{:02}", 10 * volume));
    e.text({0x0008, 0x0060}, Vr::CS, "PT");
    e.text({0x0028, 0x1052}, Vr::DS, "0");
    e.text({0x0054, 0x0081}, Vr::US, "6");
    e.text({0x0054, 0x0101}, Vr::US, "3");
    e.text({0x0054, 0x1000}, Vr::CS, "DYNAMIC\\IMAGE");
    e.text({0x0054, 0x1001}, Vr::CS, "BQML");
    e.text({0x0054, 0x1300}, Vr::DS, decimal(10000 * volume));
    e.text({0x0054, 0x1330}, Vr::US, std::to_string(volume * 6 + slice + 1));
    e.text({0x0018, 0x1242}, Vr::IS, "10000");
  });
}

void add_kinds(VendorCases &cases) {
  MadeScan scan = case_scan(CasePlane::axial, false);
  scan.volumes = 1;
  const auto echo = [](int number) {
    return [number](Elements &e, int, int) {
      e.text({0x0018, 0x0081}, Vr::DS, decimal(12.5 * number));
      e.text({0x0018, 0x0086}, Vr::IS, std::to_string(number));
    };
  };
  scan.maker = Maker::siemens;
  cases.add("siemens three echoes", scan, echo(1));
  for (int number = 2; number <= 3; ++number) {
    ++scan.pixel_seed;
    cases.add_to_last(scan, echo(number));
  }
  scan.maker = Maker::unheard_of;
  cases.add("unheard of, three planes", scan);
  for (const CasePlane plane : {CasePlane::sagittal, CasePlane::coronal}) {
    MadeScan other = case_scan(plane, false);
    other.volumes = 1;
    cases.add_to_last(other);
  }
  for (const CasePlane plane : planes)
    for (const bool is_reversed : {false, true}) {
      MadeScan volume = case_scan(plane, is_reversed);
      volume.volumes = 1;
      volume.is_3d = true;
      cases.add(fmt::format("3D {}{}", name_of(plane), is_reversed ? " reversed" : ""), volume);
    }
  MadeScan bytes = scan;
  bytes.bits_allocated = bytes.bits_stored = 8;
  cases.add("bytes", bytes);
  bytes.bits_allocated = bytes.bits_stored = 16;
  cases.add("unsigned 16 bits", bytes);
  bytes.scales = Scales::per_frame;
  cases.add("scaled slice by slice", bytes);
}

} // namespace

void add_other_cases(VendorCases &cases) {
  add_diffusion(cases);
  add_ct_and_pet(cases);
  add_kinds(cases);
}

} // namespace curate::support
