#include "libcurate/dicom/philips.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/canon.hpp>
#include <libcurate/dicom/uih.hpp>
#include <vector>

#include "tests/support/parsed.hpp"

namespace curate::dicom {
namespace {

using support::Elements;
using testing::DoubleNear;
using testing::ElementsAre;

TEST(Philips, readout_is_reckoned_from_the_water_fat_shift) {
  const auto readout = philips::estimated_readout(13.9626484, 127.774832, 55, 112);
  ASSERT_TRUE(readout);
  EXPECT_THAT(readout->effective_echo_spacing_s, DoubleNear(0.000284377, 1e-8));
  EXPECT_THAT(readout->total_readout_time_s, DoubleNear(0.0315659, 1e-6));
  EXPECT_FALSE(philips::estimated_readout(0, 127.8, 55, 112));
  EXPECT_FALSE(philips::estimated_readout(14, 127.8, 1, 112));
}

TEST(Philips, scaling_component_and_diffusion_come_from_private_elements) {
  Elements set;
  set.text(Tag{0x2001, 0x0010}, Vr::LO, "Philips Imaging DD 001");
  set.text(Tag{0x2001, 0x1003}, Vr::FL, "1000");
  set.text(Tag{0x2001, 0x1004}, Vr::CS, "O");
  set.text(Tag{0x2001, 0x100A}, Vr::IS, "7");
  set.text(Tag{0x2005, 0x0011}, Vr::LO, "Philips MR Imaging DD 001"); // not the usual block
  set.text(Tag{0x2005, 0x110D}, Vr::FL, "0.5");
  set.text(Tag{0x2005, 0x110E}, Vr::FL, "0.25");
  set.text(Tag{0x2005, 0x1111}, Vr::CS, "P");
  set.text(Tag{0x2005, 0x11B1}, Vr::FL, "-2");
  const auto header = support::parsed(set);
  Frame frame;
  philips::add_to(FrameView(header.root()), frame);
  EXPECT_EQ(frame.scaling.philips_scale_slope, 0.25);
  EXPECT_EQ(frame.scaling.philips_scale_intercept, 0.5);
  EXPECT_EQ(frame.component, Component::phase);
  EXPECT_EQ(frame.stack_position, 7);
  ASSERT_TRUE(frame.diffusion);
  EXPECT_EQ(frame.diffusion->b_value_s_per_mm2, 1000.0);
  EXPECT_THAT(frame.diffusion->direction, ElementsAre(0, -1, 0));
}

TEST(Philips, a_private_element_tells_the_pictures_of_a_dixon_scan) {
  for (const auto &[term, kind] : {std::pair{"W", DixonKind::water},
                                   {"OP", DixonKind::opposed_phase},
                                   {"M", DixonKind::none}}) {
    Elements set;
    set.text(Tag{0x2005, 0x0010}, Vr::LO, "Philips MR Imaging DD 001");
    set.text(Tag{0x2005, 0x1011}, Vr::CS, term);
    const auto header = support::parsed(set);
    Frame frame;
    philips::add_to(FrameView(header.root()), frame);
    EXPECT_EQ(frame.dixon, kind) << term;
  }
}

Elements diffusion_picture(const char *software) {
  Elements set;
  set.text(Tag{0x0018, 0x1020}, Vr::LO, software);
  set.text(Tag{0x2005, 0x0014}, Vr::LO, "Philips MR Imaging DD 005");
  set.text(Tag{0x2005, 0x0015}, Vr::LO, "Philips MR Imaging DD 006");
  set.text(Tag{0x2005, 0x1412}, Vr::IS, "2");
  set.text(Tag{0x2005, 0x1413}, Vr::IS, "9");
  return set;
}

TEST(Philips, volumes_are_counted_in_the_order_of_acquisition) {
  const auto number_of = [](const Elements &set) {
    const auto header = support::parsed(set);
    return philips::volume_number(FrameView(header.root()));
  };
  Elements set = diffusion_picture("5.7.1\\5.7.1.2");
  const auto by_direction = number_of(set);
  ASSERT_TRUE(by_direction);
  set.text(Tag{0x2005, 0x1413}, Vr::IS, "10");
  EXPECT_GT(number_of(set), by_direction);
  set.text(Tag{0x2005, 0x1412}, Vr::IS, "3");
  set.text(Tag{0x2005, 0x1413}, Vr::IS, "1");
  EXPECT_GT(number_of(set), by_direction); // b-values first
  set.text(Tag{0x2005, 0x1596}, Vr::IS, "5");
  EXPECT_EQ(number_of(set), 5);
  set.text(Tag{0x0018, 0x1020}, Vr::LO, "11.1\\11.1.0.4");
  EXPECT_GT(number_of(set), by_direction); // no longer the order of acquisition
  set.text(Tag{0x2005, 0x1412}, Vr::IS, "99999999");
  EXPECT_FALSE(number_of(set));
}

TEST(Philips, compressed_sense_is_no_parallel_imaging) {
  Elements set;
  set.text(Tag{0x0018, 0x9078}, Vr::CS, "CSENSE");
  const auto header = support::parsed(set);
  SeriesFacts facts;
  SeriesTexts texts;
  facts.parallel_reduction_factor_in_plane = 4;
  texts.parallel_acquisition_technique = "CSENSE";
  philips::add_to(FrameView(header.root()), facts, texts);
  EXPECT_EQ(facts.compressed_sensing_factor, 4.0);
  EXPECT_EQ(facts.parallel_reduction_factor_in_plane, 1.0);
  EXPECT_EQ(texts.parallel_acquisition_technique, "");
}

TEST(Philips, inversion_time_is_the_delay_of_an_inversion) {
  const auto time_of = [](const char *type) {
    Elements set;
    set.text(Tag{0x2001, 0x0010}, Vr::LO, "Philips Imaging DD 001");
    set.text(Tag{0x2001, 0x101B}, Vr::FL, "900");
    set.text(Tag{0x2001, 0x101C}, Vr::CS, type);
    const auto header = support::parsed(set);
    Frame frame;
    philips::add_to(FrameView(header.root()), frame);
    return frame.inversion_time_s;
  };
  EXPECT_EQ(time_of("INV"), 0.9);
  EXPECT_EQ(time_of("SAT"), std::nullopt);
}

TEST(Philips, volumes_of_3d_epi_come_as_often_as_they_begin) {
  std::vector<Frame> frames(6);
  for (std::size_t i = 0; i < frames.size(); ++i)
    frames[i].dynamic_begin_s = static_cast<double>(i / 2) * 1.5; // two slices of three volumes
  EXPECT_EQ(philips::volume_repetition_time_s(frames), 1.5);
  frames[5].dynamic_begin_s.reset();
  EXPECT_EQ(philips::volume_repetition_time_s(frames), std::nullopt);
  EXPECT_EQ(philips::volume_repetition_time_s(std::vector(2, frames[0])), std::nullopt);
}

TEST(Canon, gradients_are_read_from_the_comment) {
  const auto fact = canon::diffusion_of_comment("b=1000(0,0.6,-0.8)");
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->b_value_s_per_mm2, 1000.0);
  EXPECT_THAT(fact->direction, ElementsAre(0.6, 0, -0.8)); // frequency, phase, slice
  for (const char *none : {"", "b=", "b=1000", "b=1000(1,2)", "b=x(1,2,3)", "()", "b=1)(", "(b="})
    EXPECT_FALSE(canon::diffusion_of_comment(none)) << none;
}

TEST(Canon, comments_with_another_b_value_are_not_believed) {
  Elements set;
  set.text(Tag{0x0020, 0x4000}, Vr::LT, "b=1500(0,0.6,-0.8)");
  const auto header = support::parsed(set);
  const auto fact_of = [&header](std::optional<double> stated) {
    Frame frame;
    if (stated) {
      frame.diffusion.emplace();
      frame.diffusion->b_value_s_per_mm2 = stated;
    }
    canon::add_to(FrameView(header.root()), frame);
    return frame.diffusion.value_or(DiffusionFact{});
  };
  EXPECT_THAT(fact_of(1500.2).direction, ElementsAre(0.6, 0, -0.8));
  EXPECT_EQ(fact_of(1500.2).b_value_s_per_mm2, 1500.2);
  EXPECT_EQ(fact_of({}).b_value_s_per_mm2, 1500.0);
  EXPECT_THAT(fact_of(1000).direction, ElementsAre(0, 0, 0));
  EXPECT_TRUE(fact_of(1000).is_direction_missing);
}

TEST(Uih, grids_have_tiles_with_times_and_places) {
  EXPECT_EQ(uih::acceleration_of("F:2S"), 2.0);
  EXPECT_FALSE(uih::acceleration_of("none"));
  Elements set;
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\M\\VFRAME");
  set.text(Tag{0x0065, 0x0010}, Vr::LO, "Image Private Header");
  set.text(Tag{0x0065, 0x1009}, Vr::FD, "700");
  set.text(Tag{0x0065, 0x1037}, Vr::FD, "0\\0\\1");
  set.text(Tag{0x0065, 0x1050}, Vr::DS, "5");
  for (int slice = 0; slice < 5; ++slice) {
    Elements tile;
    tile.text(tags::acquisition_time, Vr::TM, "1000" + std::to_string(10 + slice * 2) + ".5");
    tile.text(tags::image_position_patient, Vr::DS, "1\\2\\" + std::to_string(3 + 4 * slice));
    set.item(Tag{0x0065, 0x1051}, tile);
  }
  const auto header = support::parsed(set);
  Frame frame;
  frame.format.rows = 20;
  frame.format.columns = 30;
  uih::add_to(FrameView(header.root()), frame);
  ASSERT_TRUE(frame.mosaic);
  EXPECT_EQ(frame.mosaic->tile_columns, 3);
  EXPECT_EQ(frame.mosaic->tile_rows, 2);
  EXPECT_THAT(frame.mosaic->slice_times_ms, ElementsAre(0, 2000, 4000, 6000, 8000));
  EXPECT_THAT(frame.mosaic->slice_normal_lps, ElementsAre(0, 0, 1));
  EXPECT_THAT(frame.position_lps_mm, ElementsAre(1 - 10, 2 - 5, 3));
  EXPECT_EQ(frame.diffusion.value().b_value_s_per_mm2, 700.0);
}

TEST(Uih, a_public_direction_stands_where_the_private_one_is_absent) {
  Elements set;
  set.text(Tag{0x0065, 0x0010}, Vr::LO, "Image Private Header");
  set.text(Tag{0x0065, 0x1009}, Vr::FD, "700");
  const auto header = support::parsed(set);
  Frame frame;
  frame.diffusion.emplace();
  frame.diffusion->direction = {0, 1, 0};
  uih::add_to(FrameView(header.root()), frame);
  EXPECT_EQ(frame.diffusion->b_value_s_per_mm2, 700.0);
  EXPECT_THAT(frame.diffusion->direction, ElementsAre(0, 1, 0));
  EXPECT_EQ(frame.diffusion->frame, DiffusionFact::Frame::patient_lps);
}

} // namespace
} // namespace curate::dicom
