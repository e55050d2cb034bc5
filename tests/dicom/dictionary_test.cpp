#include <gtest/gtest.h>
#include <libcurate/dicom/dictionary.hpp>
#include <libcurate/dicom/digest.hpp>
#include <libcurate/dicom/object_kind.hpp>
#include <libcurate/dicom/transfer_syntax.hpp>

namespace curate::dicom {
namespace {

TEST(dictionary, knows_public_elements_and_their_repetitions) {
  EXPECT_EQ(standard_vr(tags::patient_name), Vr::PN);
  EXPECT_EQ(standard_vr(tags::pixel_data), Vr::OW);
  EXPECT_EQ(standard_vr({0x0028, 0x0106}), us_or_ss);
  EXPECT_EQ(standard_vr({0x6002, 0x3000}), Vr::OW);
  EXPECT_EQ(standard_vr({0x50FE, 0x0005}), Vr::US);
  EXPECT_EQ(standard_vr({0x0020, 0x3142}), Vr::CS);
  EXPECT_EQ(standard_vr({0x0018, 0x0000}), Vr::UL);
  EXPECT_FALSE(standard_vr({0x0018, 0x0001}));
}

TEST(dictionary, knows_of_private_elements_only_their_creators) {
  EXPECT_EQ(standard_vr({0x0029, 0x0010}), Vr::LO);
  EXPECT_FALSE(standard_vr({0x0029, 0x1010}));
  EXPECT_FALSE(standard_vr({0x6001, 0x3000}));
}

TEST(dictionary, is_sorted) {
  for (std::size_t row = 1; row < dictionary_row_count; ++row)
    ASSERT_LT(dictionary_rows[row - 1].tag, dictionary_rows[row].tag);
}

TEST(object_kind, tells_classes_apart) {
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.4"), ObjectKind::picture);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.4.1"), ObjectKind::enhanced_picture);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.4.2"), ObjectKind::spectroscopy);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.66"), ObjectKind::raw_data);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.66.4"), ObjectKind::segmentation);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.7.4"), ObjectKind::secondary_capture);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.11.1"), ObjectKind::presentation_state);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.77.1.6"), ObjectKind::picture);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.88.67"), ObjectKind::structured_report);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.481.3"), ObjectKind::radiotherapy);
  EXPECT_EQ(object_kind("1.2.840.10008.1.3.10"), ObjectKind::directory);
  EXPECT_EQ(object_kind("1.3.6.1.4.1.5962.301.9"), ObjectKind::private_object);
  EXPECT_EQ(object_kind("1.2.840.10008.5.1.4.1.1.99999"), ObjectKind::other);
  EXPECT_EQ(object_kind(""), ObjectKind::other);
  EXPECT_EQ(name_of(ObjectKind::raw_data), "raw data");
}

TEST(object_kind, names_what_is_no_picture) {
  const auto name = [](std::string_view uid) { return std::string(name_of(object_kind(uid))); };
  const std::string root = "1.2.840.10008.5.1.4.1.1.";
  EXPECT_EQ(name(root + "88.59"), "key object selection");
  EXPECT_EQ(name(root + "88.22"), "structured report"); // as Siemens' PhoenixZIPReport
  EXPECT_EQ(name(root + "104.1"), "document");
  EXPECT_EQ(name(root + "66.1"), "spatial registration or fiducials");
  EXPECT_EQ(name(root + "66.2"), "spatial registration or fiducials");
  EXPECT_EQ(name(root + "66.5"), "segmentation");
  EXPECT_EQ(name(root + "66.6"), "tractography");
  EXPECT_EQ(name(root + "67"), "real world value mapping");
  EXPECT_EQ(name(root + "68.1"), "surface");
  EXPECT_EQ(name(root + "9.1.1"), "waveform");
  EXPECT_EQ(name(root + "481.2"), "radiotherapy object"); // dose
  EXPECT_EQ(name(root + "200.1"), "scan protocol");
  EXPECT_EQ(name(root + "11.8"), "presentation state");
  EXPECT_EQ(name("1.2.840.10008.5.1.4.39.1"), "colour palette");
  EXPECT_EQ(name("1.2.840.10008.5.1.4.34.7"), "radiotherapy object");
}

TEST(object_kind, knows_the_private_classes_of_vendors) {
  EXPECT_EQ(object_kind("1.3.12.2.1107.5.9.1"), ObjectKind::siemens_non_image);
  EXPECT_EQ(object_kind("1.3.12.2.1107.5.99.3.11"), ObjectKind::siemens_object);
  EXPECT_EQ(object_kind("1.3.46.670589.11.0.0.12.1"), ObjectKind::spectroscopy);
  EXPECT_EQ(object_kind("1.3.46.670589.11.0.0.12.2"), ObjectKind::raw_data);
  EXPECT_EQ(object_kind("1.3.46.670589.11.0.0.12.4"), ObjectKind::scan_protocol);
  EXPECT_EQ(object_kind("1.3.46.670589.5.0.2.1"), ObjectKind::philips_object);
  EXPECT_EQ(object_kind("1.2.840.113619.4.26"), ObjectKind::ge_object);
  EXPECT_EQ(object_kind("1.2.840.113619.4.30"), ObjectKind::raw_data);
  EXPECT_EQ(object_kind("1.2.392.200036.9116.7.8.1.1.1"), ObjectKind::canon_object);
  EXPECT_EQ(object_kind("1.3.12.2.11070"), ObjectKind::private_object); // no part of Siemens' root
}

TEST(digest, is_murmur_hash_3) {
  EXPECT_EQ(digest_of(""), Instance::Digest{});
  // Source: the published test vector of MurmurHash3_x64_128, seed 0.
  const Instance::Digest expected{0xE34BBC7BBC071B6C, 0x7A433CA9C49A9347};
  EXPECT_EQ(digest_of("The quick brown fox jumps over the lazy dog"), expected);
}

TEST(transfer_syntax, is_known_by_its_uid) {
  const auto syntax = transfer_syntax_of("1.2.840.10008.1.2.4.90");
  ASSERT_TRUE(syntax);
  EXPECT_EQ(syntax->coding, PixelCoding::jpeg_2000);
  EXPECT_TRUE(transfer_syntax_of("1.2.840.10008.1.2.2")->is_big_endian);
  EXPECT_FALSE(transfer_syntax_of("1.2.840.10008.1.2")->is_explicit_vr);
  EXPECT_FALSE(transfer_syntax_of("1.2.3"));
}

} // namespace
} // namespace curate::dicom
