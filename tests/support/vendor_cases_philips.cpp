#include <fmt/format.h>

#include "tests/support/vendor_cases.hpp"

namespace curate::support {

using dicom::Vr;

namespace {

struct Kind {
  const char *image_type = "ORIGINAL\\PRIMARY\\M_SE\\M\\SE";
  const char *letter = "M"; ///< (2005,1011)
  double slope = 2.4, intercept = 0, scale_slope = 0.0125;
};

VendorCases::Finish as_philips(const MadeScan &scan, const Kind &kind) {
  return [scan, kind](Elements &e, int slice, int volume) {
    e.text({0x0008, 0x0008}, Vr::CS, kind.image_type);
    e.text({0x0008, 0x1090}, Vr::LO, "Ingenia");
    e.text({0x0018, 0x0087}, Vr::DS, "3");
    e.text({0x0018, 0x0091}, Vr::IS, "41");
    e.text({0x0018, 0x0095}, Vr::DS, "2170");
    e.text({0x0018, 0x1020}, Vr::LO, "5.3.0\\5.3.0.3");
    e.text({0x0018, 0x1312}, Vr::CS, "COL");
    e.text({0x2001, 0x0010}, Vr::LO, "Philips Imaging DD 001");
    e.text({0x2001, 0x100A}, Vr::IS, std::to_string(slice + 1));
    e.text({0x2001, 0x1013}, Vr::SL, "41");
    e.text({0x2001, 0x1018}, Vr::SL, std::to_string(scan.size[2]));
    e.text({0x2001, 0x1022}, Vr::FL, "12.3");
    e.text({0x2005, 0x0010}, Vr::LO, "Philips MR Imaging DD 001");
    e.text({0x2005, 0x1011}, Vr::CS, kind.letter);
    e.text({0x2005, 0x100D}, Vr::FL, "0");
    e.text({0x2005, 0x100E}, Vr::FL, decimal(kind.scale_slope));
    e.text({0x0028, 0x1052}, Vr::DS, decimal(kind.intercept));
    e.text({0x0028, 0x1053}, Vr::DS, decimal(kind.slope));
    e.text({0x0020, 0x0100}, Vr::IS, std::to_string(volume + 1));
    e.text({0x0020, 0x0105}, Vr::IS, std::to_string(scan.volumes));
  };
}

} // namespace

void add_philips_cases(VendorCases &cases) {
  for (const CasePlane plane :
       {CasePlane::axial, CasePlane::sagittal, CasePlane::coronal, CasePlane::oblique})
    for (const bool is_reversed : {false, true}) {
      MadeScan scan = case_dwi(plane, is_reversed);
      scan.maker = Maker::philips;
      scan.seed = 2; // in Philips' own elements
      const auto ending = fmt::format("{}{}", name_of(plane), is_reversed ? " reversed" : "");
      cases.add("philips dwi " + ending, scan, as_philips(scan, {}));
      scan.form = Form::enhanced;
      scan.key = VolumeKey::dimension_index;
      scan.scales = Scales::one;
      cases.add("philips enhanced dwi " + ending, scan);
    }
  MadeScan bold = case_scan(CasePlane::axial, false);
  bold.maker = Maker::philips;
  cases.add("philips bold", bold, as_philips(bold, {}));
  MadeScan map = bold;
  map.volumes = 1;
  cases.add("philips magnitude and phase", map, as_philips(map, {}));
  map.pixel_seed = 5;
  cases.add_to_last(map, as_philips(map, {.image_type = "ORIGINAL\\PRIMARY\\PHASE MAP\\P\\FFE",
                                          .letter = "P",
                                          .slope = 1.5,
                                          .intercept = -3.14,
                                          .scale_slope = 651.3}));
  cases.add("philips b0 map", map,
            as_philips(map, {.image_type = "ORIGINAL\\PRIMARY\\B0 MAP\\B0\\UNSPECIFIED",
                             .letter = "B0",
                             .slope = 0.25,
                             .intercept = -512,
                             .scale_slope = 4}));
}

} // namespace curate::support
