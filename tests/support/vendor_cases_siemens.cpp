#include <fmt/format.h>

#include "tests/support/csa.hpp"
#include "tests/support/vendor_cases.hpp"

namespace curate::support {

using dicom::Vr;

namespace {

struct Epi {
  bool is_positive = true, is_row = false;
};

void put_echo_planar(Elements &e, const MadeScan &scan, const Epi &epi) {
  e.text({0x0008, 0x1090}, Vr::LO, "Prisma");
  e.text({0x0018, 0x0020}, Vr::CS, "EP");
  e.text({0x0018, 0x0021}, Vr::CS, "SK");
  e.text({0x0018, 0x0087}, Vr::DS, "3");
  e.text({0x0018, 0x0095}, Vr::DS, "2170");
  e.text({0x0018, 0x1020}, Vr::LO, "syngo MR E11");
  e.text({0x0018, 0x1310}, Vr::US,
         epi.is_row ? fmt::format("0\\{}\\{}\\0", scan.size[1], scan.size[0])
                    : fmt::format("{}\\0\\0\\{}", scan.size[0], scan.size[1]));
  e.text({0x0018, 0x1312}, Vr::CS, epi.is_row ? "ROW" : "COL");
  e.text({0x0018, 0x1314}, Vr::DS, "90");
}

std::vector<std::string> csa_decimals(const Vec3 &v) {
  return {csa_decimal(v[0]), csa_decimal(v[1]), csa_decimal(v[2])};
}

std::vector<CsaField> csa_fields(const MadeScan &scan, int volume, const Epi &epi) {
  std::vector<CsaField> fields;
  if (!scan.b_values.empty()) {
    const auto at = static_cast<std::size_t>(volume);
    const double b = scan.b_values[at];
    fields.push_back({"B_value", "IS", {decimal(b)}});
    fields.push_back({"DiffusionGradientDirection", "FD",
                      b > 0 ? csa_decimals(scan.gradients_lps[at]) : std::vector<std::string>{},
                      3});
    fields.push_back({"DiffusionDirectionality", "CS", {b > 0 ? "DIRECTIONAL" : "NONE"}});
  }
  fields.push_back({"PhaseEncodingDirectionPositive", "IS", {epi.is_positive ? "1" : "0"}});
  if (scan.form == Form::mosaic)
    fields.push_back({"NumberOfImagesInMosaic", "US", {std::to_string(scan.size[2])}});
  fields.push_back({"SliceNormalVector", "FD", csa_decimals(scan.slice_lps()), 3});
  fields.push_back({"BandwidthPerPixelPhaseEncode", "FD", {csa_decimal(31.25)}});
  if (scan.form == Form::mosaic) {
    CsaField times{"MosaicRefAcqTimes", "FD", {}, 0};
    for (int slice = 0; slice < scan.size[2]; ++slice) // odd ones first
      times.values.push_back(csa_decimal(slice % 2 == 1 ? 155.0 * (slice / 2)
                                                        : 155.0 * (scan.size[2] / 2 + slice / 2)));
    fields.push_back(times);
  }
  return fields;
}

VendorCases::Finish as_siemens(const MadeScan &scan, const Epi &epi) {
  return [scan, epi](Elements &e, int slice, int volume) {
    put_echo_planar(e, scan, epi);
    const double start_s = 36000 + 2.0 * volume;
    e.text({0x0008, 0x0032}, Vr::TM,
           fmt::format("10{:02}{:09.6f}", static_cast<int>(start_s - 36000) / 60,
                       2.0 * volume + (scan.form == Form::mosaic ? 0.0 : 0.155 * slice)));
    e.text({0x0020, 0x0012}, Vr::IS, std::to_string(scan.form == Form::mosaic ? volume + 1 : 1));
    e.text({0x0029, 0x0010}, Vr::LO, "SIEMENS CSA HEADER");
    e.bytes({0x0029, 0x1010}, Vr::OB, csa_header(csa_fields(scan, volume, epi)));
    e.text({0x0019, 0x0010}, Vr::LO, "SIEMENS MR HEADER");
    e.text({0x0019, 0x1028}, Vr::FD, "31.25");
  };
}

/// XA: what classic objects hold in the CSA header stands in private elements of the frames.
/// Source: headers of dcm_qa_xa30 and dcm_qa_agfa.
VendorCases::Finish as_xa(const MadeScan &scan, const Epi &epi) {
  return [scan, epi](Elements &e, int, int volume) {
    put_echo_planar(e, scan, epi);
    e.text({0x0008, 0x0008}, Vr::CS,
           scan.b_values.empty() ? "ORIGINAL\\PRIMARY\\M\\NONE"
                                 : "ORIGINAL\\PRIMARY\\DIFFUSION\\NONE");
    e.text({0x0008, 0x002A}, Vr::DT, fmt::format("202601021000{:02}.500000", 2 * volume));
    e.text({0x0008, 0x1090}, Vr::LO, "MAGNETOM Vida");
    e.text({0x0018, 0x1020}, Vr::LO, "syngo MR XA30");
    e.text({0x0018, 0x9005}, Vr::SH, "epfid2d1_12");
    e.text({0x0020, 0x0012}, Vr::IS, std::to_string(volume + 1));
    e.text({0x0021, 0x0010}, Vr::LO, "SIEMENS MR SDS 01");
    e.text({0x0021, 0x0011}, Vr::LO, "SIEMENS MR SDI 02");
    e.text({0x0021, 0x111C}, Vr::IS, epi.is_positive ? "1" : "0");
    e.text({0x0021, 0x1153}, Vr::FD, "31.25");
  };
}

constexpr CasePlane planes[] = {CasePlane::axial, CasePlane::sagittal, CasePlane::coronal,
                                CasePlane::oblique};

std::string title(const char *what, CasePlane plane, bool is_reversed, const Epi &epi) {
  return fmt::format("siemens {} {}{}{}{}", what, name_of(plane), epi.is_row ? " row" : " col",
                     epi.is_positive ? "" : " negative", is_reversed ? " reversed" : "");
}

} // namespace

void add_siemens_cases(VendorCases &cases) {
  for (const CasePlane plane : planes)
    for (const bool is_reversed : {false, true})
      for (const Epi epi : {Epi{true, false}, Epi{false, true}}) {
        MadeScan scan = case_dwi(plane, is_reversed);
        scan.maker = Maker::siemens;
        cases.add(title("classic dwi", plane, is_reversed, epi), scan, as_siemens(scan, epi));
        scan.form = Form::mosaic;
        cases.add(title("mosaic dwi", plane, is_reversed, epi), scan, as_siemens(scan, epi));
      }
  MadeScan xa = case_dwi(CasePlane::oblique, true);
  xa.maker = Maker::siemens;
  xa.form = Form::enhanced_by_volume;
  xa.key = VolumeKey::dimension_index;
  xa.is_shuffled = false;
  xa.seed = 2; // with the temporal position beside the indices
  xa.scales = Scales::one;
  cases.add("siemens xa dwi", xa, as_xa(xa, {}));
  MadeScan bold = case_scan(CasePlane::axial, false);
  bold.maker = Maker::siemens;
  bold.form = Form::mosaic;
  cases.add("siemens mosaic bold", bold, as_siemens(bold, {}));
  bold.form = Form::enhanced_by_volume;
  bold.key = VolumeKey::dimension_index;
  bold.seed = 2;
  bold.is_shuffled = false;
  bold.scales = Scales::one;
  cases.add("siemens xa bold", bold, as_xa(bold, {}));
}

} // namespace curate::support
