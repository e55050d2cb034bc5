#include "libcurate/dicom/ge.hpp"

#include <algorithm>
#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>

#include "tests/support/parsed.hpp"

namespace curate::dicom::ge {
namespace {

using support::ByteString;
using support::Elements;
using testing::DoubleNear;
using testing::ElementsAre;

ByteString block_of(std::string_view text) {
  const ByteString packed = archive::gzip(support::bytes_of(text));
  ByteString block(4 + packed.size());
  for (std::size_t i = 0; i < 4; ++i)
    block[i] = static_cast<std::byte>(packed.size() >> (8 * i));
  std::ranges::copy(packed, block.begin() + 4);
  return block;
}

TEST(GeProtocol, gives_values_by_key) {
  const auto protocol = Protocol::parse(block_of("POSITION \"Supine\"\nset SLICEORDER \"1\"\n"
                                                 "SEDESC \"a \"quoted\" text\"\nNOSLC \"15\"\n"));
  ASSERT_TRUE(protocol);
  EXPECT_EQ(protocol->number("SLICEORDER"), 1.0);
  EXPECT_EQ(protocol->number("NOSLC"), 15.0);
  EXPECT_EQ(protocol->text("SEDESC"), "a \"quoted\" text");
  EXPECT_EQ(protocol->text("ABSENT"), "");
}

TEST(GeProtocol, reads_the_xml_form) {
  const auto protocol =
      Protocol::parse(block_of("<?xml version=\"1.0\"?>\n <SLICEORDER>0</SLICEORDER>\n"));
  ASSERT_TRUE(protocol);
  EXPECT_EQ(protocol->number("SLICEORDER"), 0.0);
}

TEST(GeProtocol, bounds_what_it_unpacks) {
  const ByteString bomb = block_of(std::string(std::size_t{64} << 20, 'a'));
  EXPECT_FALSE(Protocol::parse(bomb));
  EXPECT_FALSE(Protocol::parse({}));
  EXPECT_FALSE(Protocol::parse(support::bytes_of("no gzip at all")));
}

TEST(GeProtocol, survives_any_damage) {
  const ByteString good = block_of("SLICEORDER \"1\"\nNOSLC \"15\"\nIOPT \"EPI, FMRI\"\n");
  std::uint32_t noise = 3;
  for (int round = 0; round < 5'000; ++round) {
    ByteString bad = good;
    for (int i = 0; i < 2; ++i) {
      noise = noise * 1664525U + 1013904223U;
      bad[noise % bad.size()] = static_cast<std::byte>(noise >> 24);
    }
    const auto protocol = Protocol::parse(bad);
    EXPECT_LE(protocol ? protocol->size() : 0, 20'000U);
  }
}

TEST(Ge, echo_spacing_counts_the_lines_that_are_played) {
  EXPECT_DOUBLE_EQ(effective_echo_spacing_s(0.000388, 64, 1, true), 0.000388);
  EXPECT_DOUBLE_EQ(effective_echo_spacing_s(0.001, 70, 2, false), 35 * 0.001 / 69);
  EXPECT_DOUBLE_EQ(effective_echo_spacing_s(0.001, 66, 2, true), 35 * 0.001 / 65);
  // Source: the example of dcm2niix' notes on GE, ASSET 1.5, partial Fourier: 0.055332 s in all
  EXPECT_NEAR(effective_echo_spacing_s(0.000636, 128, 1.5, true) * 127, 0.055332, 1e-9);
}

TEST(Ge, raw_data_types_are_components) {
  EXPECT_EQ(component_of(0), Component::magnitude);
  EXPECT_EQ(component_of(3), Component::imaginary);
  EXPECT_EQ(component_of(9), Component::unknown);
}

/// User Defined Data as software with this version writes it.
ByteString user_data(float version, bool is_flipped, bool is_bottom_up, bool is_epi = true) {
  const std::size_t offset = 0x80;
  const bool is_new = version > 25.0F;
  ByteString bytes(2048, std::byte{0});
  const auto put = [&bytes](std::size_t at, const auto &value) {
    std::memcpy(bytes.data() + at, &value, sizeof value);
  };
  put(24, static_cast<std::uint16_t>(offset));
  put(offset, version);
  const std::size_t flags = offset + (is_new ? 0x4CU : 0U);
  put(flags + 0x3A, static_cast<std::uint16_t>(is_epi ? 0x800 : 0));
  put(flags + 0x30, static_cast<std::uint16_t>(is_flipped ? 4 : 0));
  put(flags + 0x394 - (is_new ? 0x8CU : 0U), static_cast<std::uint16_t>(is_bottom_up ? 2 : 0));
  return bytes;
}

TEST(Ge, polarity_is_read_from_user_data) {
  for (const float version : {20.0F, 26.0F}) {
    EXPECT_EQ(is_polarity_unflipped(user_data(version, false, false)), true);
    EXPECT_EQ(is_polarity_unflipped(user_data(version, true, false)), false);
    EXPECT_EQ(is_polarity_unflipped(user_data(version, false, true)), false);
    EXPECT_EQ(is_polarity_unflipped(user_data(version, true, true)), true);
    EXPECT_EQ(is_polarity_unflipped(user_data(version, true, false, false)), std::nullopt);
  }
  EXPECT_EQ(is_polarity_unflipped(user_data(99.0F, false, false)), std::nullopt);
  ByteString cut = user_data(26.0F, false, false);
  for (std::size_t length = 0; length < 982; ++length)
    EXPECT_EQ(is_polarity_unflipped(std::span(cut).first(length)), std::nullopt) << length;
}

Elements epi() {
  Elements set;
  set.text(tags::manufacturer, Vr::LO, "GE MEDICAL SYSTEMS");
  set.text(Tag{0x0018, 0x0022}, Vr::CS, "EPI_GEMS\\PFF");
  set.text(Tag{0x0018, 0x9034}, Vr::CS, "REVERSE_LINEAR");
  set.text(Tag{0x0019, 0x0010}, Vr::LO, "GEMS_ACQU_01");
  set.text(Tag{0x0019, 0x109C}, Vr::LO, "epiRT");
  set.text(Tag{0x0019, 0x10BB}, Vr::DS, "0");
  set.text(Tag{0x0019, 0x10BC}, Vr::DS, "1");
  set.text(Tag{0x0019, 0x10BD}, Vr::DS, "0");
  set.text(Tag{0x0021, 0x0010}, Vr::LO, "GEMS_RELA_01");
  set.text(Tag{0x0021, 0x104F}, Vr::SS, "4");
  set.text(Tag{0x0025, 0x0010}, Vr::LO, "GEMS_SERS_01");
  set.bytes(Tag{0x0025, 0x101B}, Vr::OB, block_of("SLICEORDER \"1\"\n"));
  set.text(Tag{0x0043, 0x0010}, Vr::LO, "GEMS_PARM_01");
  set.text(Tag{0x0043, 0x102C}, Vr::SS, "500");
  set.text(Tag{0x0043, 0x102F}, Vr::SS, "1");
  set.text(Tag{0x0043, 0x1039}, Vr::IS, "1000000800\\8\\0\\0");
  set.text(Tag{0x0043, 0x1083}, Vr::DS, "0.5\\1");
  return set;
}

TEST(Ge, facts_come_from_the_private_blocks) {
  const auto header = support::parsed(epi());
  const FrameView view(header.root());
  Frame frame;
  frame.repetition_time_s = 4.0;
  add_to(view, frame);
  EXPECT_EQ(frame.component, Component::phase);
  ASSERT_TRUE(frame.diffusion);
  EXPECT_EQ(frame.diffusion->b_value_s_per_mm2, 800.0);
  EXPECT_THAT(frame.diffusion->direction, ElementsAre(0, 1, 0));
  EXPECT_EQ(frame.diffusion->frame, DiffusionFact::Frame::ge_image);
  SeriesFacts facts;
  SeriesTexts texts;
  facts.acquisition_matrix_pe = 64;
  facts.recon_matrix_pe = 128; // interpolated
  texts.software_versions = "28\\LX\\MR Software release:DV28.0_R02_1947.a";
  add_to(view, frame, facts, texts);
  EXPECT_EQ(facts.is_phase_encoding_positive, true);
  EXPECT_EQ(facts.parallel_reduction_factor_in_plane, 2.0);
  EXPECT_THAT(facts.slice_times_s, ElementsAre(0, 2, 1, 3));
  EXPECT_THAT(facts.effective_echo_spacing_s.value(), DoubleNear(31 * 0.0005 / 63, 1e-12));
  EXPECT_THAT(facts.total_readout_time_s.value(), DoubleNear(31 * 0.0005 / 63 * 127, 1e-12));
  EXPECT_FALSE(facts.is_diffusion);
}

TEST(Ge, public_polarity_goes_before_the_raw_header) {
  Elements set = epi();
  set.bytes(Tag{0x0043, 0x102A}, Vr::OB, user_data(26.0F, true, false));
  const auto polarity = [](const Elements &elements) {
    const auto header = support::parsed(elements);
    return is_polarity_unflipped(FrameView(header.root()));
  };
  EXPECT_EQ(polarity(set), true);
  set.text(Tag{0x0018, 0x9034}, Vr::CS, "LINEAR");
  EXPECT_EQ(polarity(set), false);
  set.text(Tag{0x0018, 0x9034}, Vr::CS, "CENTRIC");
  EXPECT_EQ(polarity(set), false);
  set.erase(Tag{0x0043, 0x102A});
  EXPECT_EQ(polarity(set), std::nullopt);
}

TEST(Ge, readout_is_not_told_where_the_acceleration_is_not) {
  Elements set = epi();
  set.erase(Tag{0x0043, 0x1083});
  const auto header = support::parsed(set);
  Frame frame;
  SeriesFacts facts;
  SeriesTexts texts;
  facts.acquisition_matrix_pe = facts.recon_matrix_pe = 64;
  add_to(FrameView(header.root()), frame, facts, texts);
  EXPECT_FALSE(facts.effective_echo_spacing_s);
  EXPECT_FALSE(facts.total_readout_time_s);
}

TEST(Ge, polarity_of_alternating_volumes_is_none) {
  Elements set = epi();
  set.text(Tag{0x0019, 0x109C}, Vr::LO, "epi_pepolar");
  for (const auto &[order, expected] :
       {std::pair("0", std::optional(true)), std::pair("1", std::optional(false)),
        std::pair("2", std::optional<bool>()), std::pair("3", std::optional<bool>())}) {
    set.text(Tag{0x0019, 0x10B3}, Vr::DS, order);
    const auto header = support::parsed(set);
    Frame frame;
    SeriesFacts facts;
    SeriesTexts texts;
    add_to(FrameView(header.root()), frame, facts, texts);
    EXPECT_EQ(facts.is_phase_encoding_positive, expected) << order;
  }
}

TEST(Ge, timer_of_a_slice_counts_tenths_of_a_millisecond) {
  Elements set;
  set.text(Tag{0x0021, 0x0011}, Vr::LO, "GEMS_RELA_01");
  set.text(Tag{0x0021, 0x115E}, Vr::DS, "15333");
  const auto header = support::parsed(set);
  Frame frame;
  ge::add_to(FrameView(header.root()), frame);
  ASSERT_TRUE(frame.slice_time_s);
  EXPECT_DOUBLE_EQ(*frame.slice_time_s, 1.5333);
}

TEST(Ge, table_and_compressed_sensing_stand_in_lists) {
  Elements set = epi();
  set.text(Tag{0x0019, 0x107F}, Vr::DS, "2.5");
  set.text(Tag{0x0043, 0x10B2}, Vr::LO, "960.5\\400\\17.5\\0\\-9999\\-9999");
  set.text(Tag{0x0043, 0x10B7}, Vr::LO, "1.24\\1\\10\\0");
  const auto header = support::parsed(set);
  Frame frame;
  SeriesFacts facts;
  SeriesTexts texts;
  add_to(FrameView(header.root()), frame, facts, texts);
  ASSERT_TRUE(facts.table_position_mm);
  EXPECT_THAT(*facts.table_position_mm, ElementsAre(0, 0, 15));
  EXPECT_EQ(facts.compressed_sensing_factor, 1.24);
}

TEST(Ge, first_volume_of_a_b0_map_is_the_field) {
  Elements set = epi();
  set.text(Tag{0x0019, 0x109C}, Vr::LO, "3db0map");
  const auto header = support::parsed(set);
  Frame frame;
  frame.instance_number = 4;
  add_to(FrameView(header.root()), frame);
  EXPECT_EQ(frame.component, Component::real);
  EXPECT_EQ(frame.flavor, Flavor::b0_map);
  Frame magnitude;
  magnitude.instance_number = 5;
  add_to(FrameView(header.root()), magnitude);
  EXPECT_EQ(magnitude.component, Component::magnitude);
  EXPECT_EQ(magnitude.flavor, Flavor::original);
}

} // namespace
} // namespace curate::dicom::ge
