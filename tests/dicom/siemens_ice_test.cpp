#include "libcurate/dicom/siemens_ice.hpp"

#include <gtest/gtest.h>
#include <libcurate/dicom/siemens.hpp>

#include "tests/support/csa.hpp"
#include "tests/support/parsed.hpp"

namespace curate::dicom::siemens {
namespace {

using support::Elements;

TEST(siemens_ice, dimensions_name_coil_and_echo) {
  const IceDimensions combined = ice_dimensions("X_2_1_1_1_1_9_1_1_17_1_629 ");
  EXPECT_EQ(combined.coil, std::nullopt);
  EXPECT_EQ(combined.echo, 2);
  const IceDimensions single = ice_dimensions("12_1_1_1");
  EXPECT_EQ(single.coil, 12);
  EXPECT_EQ(single.echo, 1);
  for (const char *text : {"", "X", "X_", "_2_1", "HC1_2_1", "X_0_1", "X_a_1", "999999_1_1"}) {
    EXPECT_EQ(ice_dimensions(text).coil, std::nullopt) << text;
    EXPECT_EQ(ice_dimensions(text).echo, std::nullopt) << text;
  }
}

TEST(siemens_ice, acceleration_has_two_factors) {
  EXPECT_EQ(pat_factors("p2s4").in_plane, 2.0);
  EXPECT_EQ(pat_factors("p2s4").between_slices, 4.0);
  EXPECT_EQ(pat_factors("s3").in_plane, std::nullopt);
  EXPECT_EQ(pat_factors("s3").between_slices, 3.0);
  EXPECT_EQ(pat_factors("p3 ").in_plane, 3.0);
  EXPECT_EQ(pat_factors("p").in_plane, std::nullopt);
  EXPECT_EQ(pat_factors("none p2").in_plane, std::nullopt);
  EXPECT_EQ(pat_factors("").in_plane, std::nullopt);
}

TEST(siemens_ice, matrix_text_tells_interpolation) {
  EXPECT_TRUE(says_interpolated("384*384s"));
  EXPECT_TRUE(says_interpolated("256p*256I"));
  EXPECT_FALSE(says_interpolated("64p*64"));
}

// The XA line keeps its elements in items of private sequences; an archive may move their blocks.
TEST(siemens_ice, xa_elements_are_found_in_moved_blocks) {
  for (const std::uint16_t block : {std::uint16_t{0x11}, std::uint16_t{0x2A}}) {
    const auto at = [block](std::uint16_t element) {
      return Tag{0x0021, static_cast<std::uint16_t>(block << 8 | element)};
    };
    Elements item;
    item.text(Tag{0x0021, block}, Vr::LO, "SIEMENS MR SDI 02");
    item.text(at(0x06), Vr::LO, "X_2_1_1_1_1_1_1_1_1_1_1_634");
    item.text(at(0x09), Vr::LO, "p2s3");
    item.text(at(0x1C), Vr::IS, "1");
    item.text(at(0x42), Vr::IS, "2600");
    item.text(at(0x53), Vr::FD, "39.0625");
    item.text(at(0x89), Vr::FD, "1800");
    Elements own;
    own.text(Tag{0x0021, block}, Vr::LO, "SIEMENS MR SDI 02");
    own.item(at(0xFE), item);
    Elements set;
    set.text(tags::manufacturer, Vr::LO, "SIEMENS");
    set.item(Tag{0x5200, 0x9230}, own);
    const auto header = support::parsed(set);
    const FrameView view(header.root(), std::nullopt,
                         header.root().items(Tag{0x5200, 0x9230}).front());
    Frame frame;
    SeriesFacts facts;
    SeriesTexts texts;
    add_to(view, frame);
    add_to(view, frame, facts, texts);
    EXPECT_EQ(frame.echo_number, 2);
    EXPECT_EQ(frame.post_labeling_delay_s, 1.8);
    EXPECT_EQ(facts.is_phase_encoding_positive, true);
    EXPECT_NEAR(facts.dwell_time_s.value_or(0), 2.6e-6, 1e-12);
    EXPECT_EQ(facts.bandwidth_per_pixel_pe_hz, 39.0625);
    EXPECT_EQ(facts.parallel_reduction_factor_in_plane, 2.0);
    EXPECT_EQ(facts.multiband_acceleration_factor, 3.0);
  }
}

Elements planar(const char *train, const char *partial) {
  Elements timing, modifier, geometry, shared;
  timing.text(Tag{0x0018, 0x9241}, Vr::US, train);
  modifier.text(Tag{0x0018, 0x9081}, Vr::CS, partial);
  shared.item(Tag{0x0018, 0x9112}, timing);
  shared.item(Tag{0x0018, 0x9115}, modifier);
  shared.text(Tag{0x0021, 0x0010}, Vr::LO, "SIEMENS MR SDS 01");
  Elements item;
  item.text(Tag{0x0021, 0x0010}, Vr::LO, "SIEMENS MR SDS 01");
  item.text(Tag{0x0021, 0x105A}, Vr::CS, "EP");
  item.text(Tag{0x0021, 0x105B}, Vr::CS, "SK\\SS");
  item.text(Tag{0x0021, 0x105C}, Vr::CS, "PFP\\FS");
  shared.item(Tag{0x0021, 0x10FE}, item);
  Elements set;
  set.item(Tag{0x5200, 0x9229}, shared);
  return set;
}

TEST(siemens_ice, classic_copies_have_the_items_in_the_data_set) {
  Elements item;
  item.text(Tag{0x0021, 0x0011}, Vr::LO, "SIEMENS MR SDI 02");
  item.text(Tag{0x0021, 0x1142}, Vr::IS, "3900");
  item.text(Tag{0x0021, 0x1175}, Vr::CS, "ORIGINAL\\PRIMARY\\FMRI\\ND\\MOCO");
  Elements set;
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\FMRI\\NONE");
  set.text(Tag{0x0021, 0x0011}, Vr::LO, "SIEMENS MR SDI 02");
  set.item(Tag{0x0021, 0x11FE}, item);
  const auto header = support::parsed(set);
  SeriesFacts facts;
  SeriesTexts texts;
  texts.image_type = {"ORIGINAL", "PRIMARY", "FMRI", "NONE"};
  add_to(FrameView(header.root()), {}, facts, texts);
  EXPECT_NEAR(facts.dwell_time_s.value_or(0), 3.9e-6, 1e-12);
  EXPECT_EQ(facts.has_nonlinear_gradient_correction, false);
  EXPECT_EQ(texts.image_type,
            (std::vector<std::string>{"ORIGINAL", "PRIMARY", "FMRI", "NONE", "ND", "MOCO"}));
}

TEST(siemens_ice, xa_terms_and_partial_fourier_are_told_without_the_protocol) {
  const auto facts_of = [](const Elements &set, double acceleration) {
    const auto header = support::parsed(set);
    const FrameView view(header.root(), header.root().items(Tag{0x5200, 0x9229}).front(),
                         std::nullopt);
    SeriesFacts facts;
    facts.scanning_sequence = static_cast<std::uint8_t>(ScanningSequence::ep);
    facts.acquisition_matrix_pe = 96;
    facts.parallel_reduction_factor_in_plane = acceleration;
    SeriesTexts texts;
    add_to(view, {}, facts, texts);
    EXPECT_EQ(texts.scanning_sequence, "EP");
    EXPECT_EQ(texts.sequence_variant, "SK\\SS");
    EXPECT_TRUE(facts.is_fat_saturated);
    return facts.partial_fourier;
  };
  EXPECT_EQ(facts_of(planar("72", "YES"), 1), 0.75);
  EXPECT_EQ(facts_of(planar("42", "YES"), 2), 0.875);
  EXPECT_EQ(facts_of(planar("48", "YES"), 2), std::nullopt); // all lines
  EXPECT_EQ(facts_of(planar("72", "NO"), 1), std::nullopt);
  EXPECT_EQ(facts_of(planar("66", "YES"), 1), std::nullopt); // between two eighths
}

TEST(siemens_ice, v_software_keeps_them_in_the_csa_header) {
  Elements set;
  set.text(tags::manufacturer, Vr::LO, "SIEMENS");
  set.text(Tag{0x0029, 0x0010}, Vr::LO, "SIEMENS CSA HEADER");
  set.bytes(Tag{0x0029, 0x1010}, Vr::OB,
            support::csa_header({{.name = "ICE_Dims", .vr = "LO", .values = {"7_1_1_1_1_1_1"}}}));
  const auto header = support::parsed(set);
  Frame frame;
  frame.echo_number = 3; // Echo Numbers (0018,0086) was there
  add_to(FrameView(header.root()), frame);
  EXPECT_EQ(frame.coil_element, 7);
  EXPECT_EQ(frame.echo_number, 3);
}

} // namespace
} // namespace curate::dicom::siemens
