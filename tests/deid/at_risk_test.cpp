#include "libcurate/deid/at_risk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/scan.hpp>

#include "tests/support/folders.hpp"
#include "tests/support/parsed.hpp"

namespace curate::deid {
namespace {

using dicom::Tag;
using dicom::Vr;
using support::Elements;
namespace tags = dicom::tags;

constexpr const char *mr_class = "1.2.840.10008.5.1.4.1.1.4";

/// A slice as a scanner makes it.
Elements slice() {
  Elements set;
  set.text(tags::sop_class_uid, Vr::UI, mr_class);
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\M\\ND");
  set.text(tags::modality, Vr::CS, "MR");
  set.text(tags::series_description, Vr::LO, "screen save report");
  set.text(tags::image_position_patient, Vr::DS, "0\\0\\0");
  set.text(tags::samples_per_pixel, Vr::US, "1");
  set.text(tags::photometric_interpretation, Vr::CS, "MONOCHROME2");
  set.text(tags::rows, Vr::US, "2");
  set.text(tags::columns, Vr::US, "2");
  set.text(Tag{0x0028, 0x0100}, Vr::US, "8");
  set.bytes(tags::pixel_data, Vr::OB, support::ByteString(4));
  return set;
}

void put_colour(Elements &set, const char *photometric = "RGB") {
  set.text(tags::samples_per_pixel, Vr::US,
           photometric == std::string("PALETTE COLOR") ? "1" : "3");
  set.text(tags::photometric_interpretation, Vr::CS, photometric);
}

std::string reason(const Elements &set, const support::WriteOptions &options = {}) {
  const auto risk = burned_in_risk(support::parsed(set, options));
  if (!risk) return "";
  EXPECT_EQ(risk->code, "DEID-BURNED-IN");
  EXPECT_EQ(risk->remedy, "--option clean-pixel-data");
  return risk->message;
}

TEST(burned_in_risk, passes_what_a_scanner_measured) {
  Elements set = slice();
  EXPECT_EQ(reason(set), "");
  for (const char *type :
       {"ORIGINAL\\PRIMARY\\OTHER", "DERIVED\\SECONDARY\\OTHER", "DERIVED\\PRIMARY\\DIFFUSION\\ADC",
        "DERIVED\\SECONDARY\\MPR\\CSA MPR\\\\CSAPARALLEL\\M\\ND\\NORM",
        "ORIGINAL\\PRIMARY\\AXIAL\\CT_SOM5 SEQ", "DERIVED\\SECONDARY\\PROJECTION IMAGE",
        "ORIGINAL\\PRIMARY\\LOCALIZER", ""}) {
    set.text(tags::image_type, Vr::CS, type);
    EXPECT_EQ(reason(set), "") << type;
  }
}

TEST(burned_in_risk, believes_a_yes_and_no_no) {
  Elements set = slice();
  set.text(Tag{0x0028, 0x0301}, Vr::CS, "YES");
  EXPECT_THAT(reason(set), testing::HasSubstr("Burned In Annotation"));
  set.text(Tag{0x0028, 0x0301}, Vr::CS, "NO");
  EXPECT_EQ(reason(set), "");
  set.text(tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.7.4");
  EXPECT_THAT(reason(set), testing::HasSubstr("secondary capture"));
}

TEST(burned_in_risk, refuses_by_class) {
  Elements set = slice();
  for (const char *uid :
       {"1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.7.1", "1.2.840.10008.5.1.4.1.1.7.2",
        "1.2.840.10008.5.1.4.1.1.7.3", "1.2.840.10008.5.1.4.1.1.3.1", "1.2.840.10008.5.1.4.1.1.6.1",
        "1.2.840.10008.5.1.4.1.1.6.2", "1.2.840.10008.5.1.4.1.1.77.1.4",
        "1.2.840.10008.5.1.4.1.1.77.1.5.1", "1.2.840.10008.5.1.1.29",
        "1.2.840.10008.5.1.4.1.1.104.1"}) {
    set.text(tags::sop_class_uid, Vr::UI, uid);
    EXPECT_NE(reason(set), "") << uid;
  }
  for (const char *uid : {mr_class, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.30",
                          "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.4.1",
                          "1.2.840.10008.5.1.4.1.1.128"}) {
    set.text(tags::sop_class_uid, Vr::UI, uid);
    EXPECT_EQ(reason(set), "") << uid;
  }
}

TEST(burned_in_risk, refuses_by_the_class_of_the_file_meta_alone) {
  Elements set = slice();
  set.erase(tags::sop_class_uid);
  support::WriteOptions options;
  options.media_storage_class = "1.2.840.10008.5.1.4.1.1.7";
  EXPECT_THAT(reason(set, options), testing::HasSubstr("secondary capture"));
}

TEST(burned_in_risk, refuses_by_modality) {
  Elements set = slice();
  for (const char *modality : {"OT", "SC", "US", "XC", "ES", "DOC"}) {
    set.text(tags::modality, Vr::CS, modality);
    EXPECT_THAT(reason(set), testing::HasSubstr(modality));
  }
  for (const char *modality : {"MR", "CT", "PT", "NM"}) {
    set.text(tags::modality, Vr::CS, modality);
    EXPECT_EQ(reason(set), "") << modality;
  }
}

TEST(burned_in_risk, refuses_by_image_type) {
  Elements set = slice();
  for (const char *type :
       {"DERIVED\\SECONDARY\\SCREEN SAVE", "DERIVED\\SECONDARY\\SCREENSAVE",
        "DERIVED\\SECONDARY\\SCREEN_SAVE", "DERIVED\\SECONDARY\\Screenshot",
        "DERIVED\\SECONDARY\\IMAGE CAPTURE", "DERIVED\\SECONDARY\\SNAPSHOT",
        "DERIVED\\SECONDARY\\OTHER\\CSA REPORT", "DERIVED\\SECONDARY\\OTHER\\CT_SOM5 PROT",
        "DERIVED\\SECONDARY\\POSDISP", "DERIVED\\SECONDARY\\OTHER\\MEAN CURVE"}) {
    set.text(tags::image_type, Vr::CS, type);
    EXPECT_THAT(reason(set), testing::HasSubstr("Image Type")) << type;
  }
  // A wrong VR hides nothing.
  set.text(tags::image_type, Vr::LO, "DERIVED\\SECONDARY\\SCREEN SAVE");
  EXPECT_THAT(reason(set), testing::HasSubstr("Image Type"));
}

TEST(burned_in_risk, refuses_by_conversion) {
  for (const char *conversion : {"WSD", "DV", "DI", "DF", "SYN", "SD"}) {
    Elements set = slice();
    set.text(Tag{0x0008, 0x0064}, Vr::CS, conversion);
    EXPECT_THAT(reason(set), testing::HasSubstr("Conversion Type")) << conversion;
  }
}

TEST(burned_in_risk, refuses_colours_but_those_of_maps) {
  for (const char *photometric : {"RGB", "YBR_FULL", "PALETTE COLOR"}) {
    Elements set = slice();
    put_colour(set, photometric);
    EXPECT_THAT(reason(set), testing::HasSubstr("colour"));
    set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\LOCALIZER");
    EXPECT_THAT(reason(set), testing::HasSubstr("localizer in colour"));
    for (const char *map : {"DERIVED\\PRIMARY\\DIFFUSION\\FA", "DERIVED\\SECONDARY\\TENSOR\\COLFA",
                            "DERIVED\\PRIMARY\\PERFUSION\\RELCBF", "DERIVED\\SECONDARY\\CBV",
                            "DERIVED\\PRIMARY\\TTP"}) {
      set.text(tags::image_type, Vr::CS, map);
      EXPECT_EQ(reason(set), "") << map;
    }
    set.text(tags::image_type, Vr::CS, "DERIVED\\SECONDARY\\FA\\SCREEN SAVE");
    EXPECT_NE(reason(set), "");
  }
}

TEST(burned_in_risk, refuses_derived_pictures_without_a_place) {
  Elements set = slice();
  set.text(tags::image_type, Vr::CS, "DERIVED\\SECONDARY\\OTHER");
  EXPECT_EQ(reason(set), "");
  set.erase(tags::image_position_patient);
  EXPECT_THAT(reason(set), testing::HasSubstr("without a place"));
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\OTHER");
  EXPECT_EQ(reason(set), "");
}

TEST(burned_in_risk, leaves_objects_without_pixels) {
  Elements set = slice();
  set.text(tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.7");
  set.erase(tags::pixel_data);
  EXPECT_EQ(reason(set), "");
}

TEST(burned_in_risk, passes_every_picture_of_real_scanners) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  std::size_t pictures = 0, captures = 0, captures_refused = 0;
  for (const char *folder : {"dcm_qa_nih", "dcm_qa_xa30", "dcm_qa_me", "dcm_qa_uih", "dcm_qa_enh",
                             "dcm_qa_canon", "dcm_qa_deident", "dcm_qa_philips_dwi", "pydicom"}) {
    const fs::path root[] = {*data / "dicom" / folder / "In"};
    for (const auto &instance : dicom::scan(root, 1).instances) {
      const auto bytes = instance.source.read();
      if (!bytes) continue;
      const auto view = bytes->view();
      const auto header = dicom::Header::parse(
          archive::Bytes(std::vector<std::byte>(view.begin(), view.end())), dicom::Extent::whole);
      if (!header || !header->pixel_data()) continue;
      const bool is_capture = instance.kind == dicom::ObjectKind::secondary_capture;
      captures += is_capture ? 1 : 0;
      captures_refused += is_capture && burned_in_risk(*header) ? 1 : 0;
      if (std::string_view(folder) == "pydicom") continue;
      ++pictures;
      EXPECT_FALSE(burned_in_risk(*header)) << folder;
    }
  }
  EXPECT_GT(pictures, 500U);
  EXPECT_GT(captures, 20U);
  EXPECT_EQ(captures_refused, captures);
}

} // namespace
} // namespace curate::deid
