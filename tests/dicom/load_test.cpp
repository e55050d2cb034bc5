#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/date_time.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/image_type.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/dicom/series.hpp>
#include <libcurate/dicom/series_facts.hpp>
#include <numeric>

#include "tests/support/dicom_writer.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/tiny_dicom.hpp"

namespace curate::dicom {
namespace {

using support::Elements;
using testing::ElementsAre;

/// A classic MR slice of 4 rows and 6 columns.
Elements slice(int number) {
  Elements set;
  set.text(tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  set.text(tags::sop_instance_uid, Vr::UI, fmt::format("2.25.{}", 100 + number));
  set.text(tags::study_instance_uid, Vr::UI, "2.25.1");
  set.text(tags::series_instance_uid, Vr::UI, "2.25.2");
  set.text(tags::modality, Vr::CS, "MR");
  set.text(tags::patient_id, Vr::LO, "4711");
  set.text(tags::patient_name, Vr::PN, "Doe^Jane");
  set.text(tags::patient_birth_date, Vr::DA, "19800102");
  set.text(Tag{0x0010, 0x1010}, Vr::AS, "045Y");
  set.text(Tag{0x0010, 0x0040}, Vr::CS, "F");
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\M\\ND");
  set.text(tags::acquisition_time, Vr::TM, "093042.500");
  set.text(tags::acquisition_date, Vr::DA, "20260304");
  set.text(Tag{0x0018, 0x0020}, Vr::CS, "GR\\EP");
  set.text(Tag{0x0018, 0x0023}, Vr::CS, "2D");
  set.text(Tag{0x0018, 0x0050}, Vr::DS, "3.5");
  set.text(Tag{0x0018, 0x0080}, Vr::DS, "2000");
  set.text(Tag{0x0018, 0x0081}, Vr::DS, "30.5");
  set.text(Tag{0x0018, 0x0086}, Vr::IS, "2");
  set.text(Tag{0x0018, 0x1030}, Vr::LO, "Café");
  set.text(Tag{0x0018, 0x1310}, Vr::US, "0\\6\\4\\0");
  set.text(Tag{0x0018, 0x1312}, Vr::CS, "COL");
  set.text(Tag{0x0018, 0x1314}, Vr::DS, "77");
  set.text(tags::series_number, Vr::IS, "7");
  set.text(tags::instance_number, Vr::IS, std::to_string(number));
  set.text(tags::image_position_patient, Vr::DS, fmt::format("-10\\-20\\{}", 5 * number));
  set.text(tags::image_orientation_patient, Vr::DS, "1\\0\\0\\0\\1\\0");
  set.text(tags::samples_per_pixel, Vr::US, "1");
  set.text(tags::photometric_interpretation, Vr::CS, "MONOCHROME2");
  set.text(tags::rows, Vr::US, "4");
  set.text(tags::columns, Vr::US, "6");
  set.text(tags::pixel_spacing, Vr::DS, "2\\1.5");
  set.text(Tag{0x0028, 0x0100}, Vr::US, "16");
  set.text(Tag{0x0028, 0x0101}, Vr::US, "12");
  set.text(Tag{0x0028, 0x0102}, Vr::US, "11");
  set.text(Tag{0x0028, 0x0103}, Vr::US, "0");
  set.text(Tag{0x0028, 0x1052}, Vr::DS, "-4");
  set.text(Tag{0x0028, 0x1053}, Vr::DS, "2");
  std::vector<std::uint16_t> words;
  for (int i = 0; i < 24; ++i)
    words.push_back(static_cast<std::uint16_t>(100 * number + i));
  set.words(tags::pixel_data, words);
  return set;
}

class LoadTest : public testing::Test {
protected:
  void write(const std::string &name, const support::ByteString &bytes) {
    support::write_bytes(folder_.path() / name, bytes);
  }
  Series scanned() const {
    const fs::path root = folder_.path();
    auto found = group(scan(std::span(&root, 1), 1).instances).series;
    EXPECT_FALSE(found.empty());
    return found.empty() ? Series{} : std::move(found.front());
  }
  std::vector<std::uint16_t> pixels(const LoadedSeries &series, std::size_t frame) const {
    std::vector<std::uint16_t> out(24);
    const auto done = decode(series.pixels.at(frame), series.frames.at(frame).format,
                             std::as_writable_bytes(std::span(out)));
    EXPECT_TRUE(done);
    return out;
  }

private:
  support::TemporaryFolder folder_;
};

TEST_F(LoadTest, reads_what_a_classic_slice_says) {
  write("a", encode(slice(1)));
  write("b", encode(slice(2)));
  const auto series = load(scanned());
  ASSERT_TRUE(series);
  ASSERT_EQ(series->frames.size(), 2U);
  const Frame &frame = series->frames[1];
  EXPECT_THAT(frame.position_lps_mm, ElementsAre(-10, -20, 10));
  EXPECT_EQ(frame.row_spacing_mm, 2.0);
  EXPECT_EQ(frame.column_spacing_mm, 1.5);
  EXPECT_EQ(frame.instance_number, 2);
  EXPECT_EQ(frame.echo_number, 2);
  EXPECT_EQ(frame.echo_time_s, 0.0305);
  EXPECT_EQ(frame.repetition_time_s, 2.0);
  EXPECT_EQ(frame.flip_angle_deg, 77.0);
  EXPECT_EQ(frame.acquisition_time_of_day_s, 9 * 3600 + 30 * 60 + 42.5);
  EXPECT_EQ(frame.component, Component::magnitude);
  EXPECT_EQ(frame.scaling.slope, 2.0);
  EXPECT_EQ(frame.scaling.intercept, -4.0);
  EXPECT_EQ(pixels(*series, 1)[23], 223);
}

TEST_F(LoadTest, reads_what_the_series_says) {
  write("a", encode(slice(1)));
  const auto series = load(scanned());
  ASSERT_TRUE(series);
  EXPECT_EQ(series->facts.series_number, 7);
  EXPECT_EQ(series->facts.modality, Modality::mr);
  EXPECT_EQ(series->facts.acquisition_kind, AcquisitionKind::two_d);
  EXPECT_EQ(series->facts.phase_encoding_axis, InPlaneAxis::column);
  EXPECT_EQ(series->facts.acquisition_matrix_pe, 4);
  EXPECT_EQ(series->facts.recon_matrix_pe, 4);
  EXPECT_EQ(series->facts.scanning_sequence, static_cast<unsigned>(ScanningSequence::gr) |
                                                 static_cast<unsigned>(ScanningSequence::ep));
  EXPECT_EQ(series->facts.patient_age_years, 45.0);
  EXPECT_EQ(series->facts.patient_sex, SeriesFacts::Sex::female);
  EXPECT_EQ(series->texts.reveal().protocol_name, "Café");
  EXPECT_EQ(series->texts.reveal().image_type.size(), 4U);
  EXPECT_EQ(series->dates.reveal().acquisition_date, "20260304");
  EXPECT_EQ(series->identity.reveal().patient_id, "4711");
  EXPECT_EQ(series->series_uid.reveal(), "2.25.2");
}

TEST_F(LoadTest, decodes_every_syntax_alike) {
  for (const char *syntax :
       {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.5",
        "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80"}) {
    write("a", encode(slice(1), {.transfer_syntax = syntax}));
    const auto series = load(scanned());
    ASSERT_TRUE(series) << syntax;
    EXPECT_EQ(pixels(*series, 0)[5], 105) << syntax;
  }
}

TEST_F(LoadTest, decodes_deflated_files) {
  std::vector<std::vector<std::uint16_t>> pictures;
  for (const char *syntax : {"1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"}) {
    support::TinyDicom tiny;
    tiny.transfer_syntax = syntax;
    write("a", support::tiny_dicom(tiny));
    const auto series = load(scanned());
    ASSERT_TRUE(series) << syntax;
    pictures.push_back(pixels(*series, 0));
  }
  EXPECT_EQ(pictures[0], pictures[1]);
}

TEST_F(LoadTest, reads_frames_of_enhanced_objects) {
  Elements set = slice(1);
  set.text(tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.4.1");
  set.text(tags::number_of_frames, Vr::IS, "2");
  for (const Tag tag : {tags::image_position_patient, tags::image_orientation_patient,
                        tags::pixel_spacing, Tag{0x0018, 0x0081}, Tag{0x0018, 0x0050}})
    set.erase(tag);
  Elements shared, measures, orientation;
  measures.text(tags::pixel_spacing, Vr::DS, "1.25\\1.25");
  measures.text(Tag{0x0018, 0x0050}, Vr::DS, "4");
  orientation.text(tags::image_orientation_patient, Vr::DS, "0\\1\\0\\0\\0\\-1");
  shared.item(Tag{0x0028, 0x9110}, measures);
  shared.item(Tag{0x0020, 0x9116}, orientation);
  set.item(Tag{0x5200, 0x9229}, shared);
  for (int i = 0; i < 2; ++i) {
    Elements own, position, content, echo, diffusion, gradient;
    position.text(tags::image_position_patient, Vr::DS, fmt::format("1\\2\\{}", i));
    content.text(Tag{0x0020, 0x9157}, Vr::UL, fmt::format("1\\{}", i + 1));
    content.text(Tag{0x0020, 0x9128}, Vr::UL, std::to_string(i + 3));
    content.text(Tag{0x0020, 0x9057}, Vr::UL, std::to_string(i + 1));
    echo.text(Tag{0x0018, 0x9082}, Vr::FD, "12.5");
    gradient.text(Tag{0x0018, 0x9089}, Vr::FD, "0\\0\\-1");
    diffusion.text(Tag{0x0018, 0x9087}, Vr::FD, std::to_string(500 * i));
    diffusion.text(Tag{0x0018, 0x9075}, Vr::CS, "DIRECTIONAL");
    diffusion.item(Tag{0x0018, 0x9076}, gradient);
    own.item(Tag{0x0020, 0x9113}, position);
    own.item(Tag{0x0020, 0x9111}, content);
    own.item(Tag{0x0018, 0x9114}, echo);
    own.item(Tag{0x0018, 0x9117}, diffusion);
    set.item(Tag{0x5200, 0x9230}, own);
  }
  std::vector<std::uint16_t> words(48, 9);
  words[24] = 77;
  set.words(tags::pixel_data, words);
  write("a", encode(set));
  const auto series = load(scanned());
  ASSERT_TRUE(series) << series.error().code;
  ASSERT_EQ(series->frames.size(), 2U);
  EXPECT_TRUE(series->facts.is_enhanced);
  const Frame &frame = series->frames[1];
  EXPECT_THAT(frame.position_lps_mm, ElementsAre(1, 2, 1));
  EXPECT_THAT(frame.row_lps, ElementsAre(0, 1, 0));
  EXPECT_EQ(frame.row_spacing_mm, 1.25);
  EXPECT_EQ(frame.slice_thickness_mm, 4.0);
  EXPECT_EQ(frame.echo_time_s, 0.0125);
  EXPECT_EQ(frame.temporal_position, 4);
  EXPECT_EQ(frame.stack_position, 2);
  EXPECT_THAT(frame.dimension_index, ElementsAre(1, 2));
  EXPECT_EQ(frame.diffusion.value().b_value_s_per_mm2, 500.0);
  EXPECT_THAT(frame.diffusion->direction, ElementsAre(0, 0, -1));
  EXPECT_EQ(pixels(*series, 1)[0], 77);
}

TEST_F(LoadTest, refuses_two_persons) {
  write("a", encode(slice(1)));
  Elements other = slice(2);
  other.text(tags::patient_name, Vr::PN, "Roe^Richard");
  write("b", encode(other));
  const Series first = scanned();
  const auto series = load(first);
  ASSERT_FALSE(series);
  EXPECT_EQ(series.error().code, "SERIES-TWO-PERSONS");
  EXPECT_EQ(series.error().message.find("Roe"), std::string::npos);
}

TEST_F(LoadTest, refuses_sizes_that_cannot_be) {
  Elements set = slice(1);
  set.text(tags::rows, Vr::US, "65535");
  set.text(tags::columns, Vr::US, "65535");
  write("a", encode(set, {.transfer_syntax = "1.2.840.10008.1.2.1"}));
  const auto series = load(scanned());
  ASSERT_FALSE(series);
  EXPECT_EQ(series.error().code, "PIXELS-SIZE");
}

TEST_F(LoadTest, refuses_more_frames_than_the_file_can_hold) {
  Elements set = slice(1);
  set.text(tags::number_of_frames, Vr::IS, "2000000000");
  write("a", encode(set));
  const auto series = load(scanned());
  ASSERT_FALSE(series);
  EXPECT_EQ(series.error().code, "PIXELS-SHORT");
}

TEST_F(LoadTest, refuses_sizes_that_cut_or_shear_the_picture) {
  for (const auto &[tag, value] : {std::pair{tags::rows, "3"}, std::pair{tags::columns, "5"}}) {
    Elements set = slice(1);
    set.text(tag, Vr::US, value);
    write("a", encode(set));
    const auto series = load(scanned());
    ASSERT_FALSE(series);
    EXPECT_EQ(series.error().code, "PIXELS-LONG");
  }
}

TEST_F(LoadTest, takes_zeros_behind_the_pixels_for_padding) {
  Elements set = slice(1);
  std::vector<std::uint16_t> words(64);
  std::iota(words.begin(), words.begin() + 24, std::uint16_t{100});
  set.words(tags::pixel_data, words);
  write("a", encode(set));
  const auto series = load(scanned());
  ASSERT_TRUE(series);
  EXPECT_EQ(pixels(*series, 0)[23], 123);
}

TEST_F(LoadTest, keeps_the_others_when_one_file_is_bad) {
  write("a", encode(slice(1)));
  Elements set = slice(2);
  set.text(Tag{0x0028, 0x0100}, Vr::US, "24");
  write("b", encode(set));
  const auto series = load(scanned());
  ASSERT_TRUE(series);
  EXPECT_EQ(series->frames.size(), 1U);
  ASSERT_EQ(series->findings.size(), 1U);
  EXPECT_EQ(series->findings[0].code, "PIXELS-FORMAT");
}

TEST(DateTime, reads_times_as_the_standard_writes_them) {
  EXPECT_EQ(time_of_day_s("101112.25"), 36672.25);
  EXPECT_EQ(time_of_day_s("10:11:12"), 36672.0);
  EXPECT_EQ(time_of_day_s("10"), 36000.0);
  EXPECT_EQ(time_of_day_s("1011 "), 36660.0);
  for (const char *bad : {"", "1", "24", "1060", "10111x", "1011125x"})
    EXPECT_EQ(time_of_day_s(bad), std::nullopt) << bad;
  EXPECT_EQ(time_of_date_time_s("20260304101112.25+0100"), 36672.25);
  EXPECT_EQ(time_of_date_time_s("20260304"), std::nullopt);
  EXPECT_EQ(date_digits("20260304101112"), "20260304");
  EXPECT_EQ(date_digits("2026"), "");
}

TEST(Age, counts_in_years) {
  EXPECT_EQ(years_of_age("045Y"), 45.0);
  EXPECT_EQ(years_of_age("006M"), 0.5);
  EXPECT_EQ(years_of_age("45"), std::nullopt);
}

TEST(ImageType, tells_components_and_flavours) {
  using Terms = std::vector<std::string_view>;
  EXPECT_EQ(component_of(Terms{"ORIGINAL", "PRIMARY", "P", "ND"}), Component::phase);
  EXPECT_EQ(component_of(Terms{"M", "P"}), Component::unknown);
  EXPECT_EQ(component_of(Terms{"ORIGINAL", "PRIMARY", "M_FFE", "M", "FFE"}), Component::magnitude);
  EXPECT_EQ(flavor_of(Terms{"ORIGINAL", "PRIMARY", "M"}), Flavor::original);
  EXPECT_EQ(flavor_of(Terms{"DERIVED", "PRIMARY", "DIFFUSION", "ADC", "ND"}), Flavor::adc);
  EXPECT_EQ(flavor_of(Terms{"DERIVED", "SECONDARY"}), Flavor::derived);
  EXPECT_EQ(flavor_of(Terms{"DERIVED", "SECONDARY", "MPR"}), Flavor::multiplanar);
  EXPECT_EQ(flavor_of(Terms{}), Flavor::original);
}

TEST(ImageType, tells_the_pictures_of_a_dixon_scan) {
  using Terms = std::vector<std::string_view>;
  EXPECT_EQ(dixon_kind_of(Terms{"DERIVED", "PRIMARY", "DIXON", "WATER"}), DixonKind::water);
  EXPECT_EQ(dixon_kind_of(Terms{"DERIVED", "PRIMARY", "M", "DIXON", "FAT"}), DixonKind::fat);
  EXPECT_EQ(dixon_kind_of(Terms{"ORIGINAL", "PRIMARY", "IN", "ND"}), DixonKind::in_phase);
  EXPECT_EQ(dixon_kind_of(Terms{"ORIGINAL", "PRIMARY", "OPP ", "ND"}), DixonKind::opposed_phase);
  EXPECT_EQ(dixon_kind_of(Terms{"DERIVED", "PRIMARY", "W", "W", "DERIVED"}), DixonKind::water);
  EXPECT_EQ(dixon_kind_of(Terms{"DERIVED", "PRIMARY", "FF", "FF"}), DixonKind::fat_fraction);
  EXPECT_EQ(dixon_kind_of(Terms{"ORIGINAL", "PRIMARY", "M", "ND"}), DixonKind::none);
  EXPECT_EQ(dixon_kind_of(Terms{"W", "F"}), DixonKind::none);
}

} // namespace
} // namespace curate::dicom
