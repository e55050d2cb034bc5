#include "libcurate/dicom/siemens.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/csa.hpp"
#include "tests/support/parsed.hpp"

namespace curate::dicom::siemens {
namespace {

using support::Elements;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

std::string block(std::string_view lines) {
  return fmt::format("### ASCCONV BEGIN ###\n{}\n### ASCCONV END ###", lines);
}

/// The facts are found in a text that lives on: Protocol is a view.
template <typename Get> auto of(std::string_view lines, Get get) {
  const std::string text = block(lines);
  return get(Protocol::parse(text).value());
}

TEST(Siemens, partial_fourier_counts_eighths) {
  const auto get = [](const Protocol &protocol) { return partial_fourier(protocol); };
  EXPECT_EQ(of("sKSpace.ucPhasePartialFourier = 0x10", get), 1.0);
  EXPECT_EQ(of("sKSpace.ucPhasePartialFourier = 8", get), 0.875);
  EXPECT_EQ(of("sKSpace.ucPhasePartialFourier = 0x4", get), 0.75);
  EXPECT_EQ(of("sKSpace.ucPhasePartialFourier = 0x3", get), std::nullopt);
  EXPECT_EQ(of("other = 1", get), std::nullopt);
}

TEST(Siemens, shims_are_found_in_both_places) {
  const auto get = [](const Protocol &protocol) { return shim_setting(protocol); };
  EXPECT_THAT(of("sGRADSPEC.lOffsetX = 1\nsGRADSPEC.lOffsetY = -2\nsGRADSPEC.lOffsetZ = 3\n"
                 "sGRADSPEC.alShimCurrent[0] = 4\nsGRADSPEC.alShimCurrent[1] = -5",
                 get),
              ElementsAre(1, -2, 3, 4, -5));
  EXPECT_THAT(of("sGRADSPEC.asGPAData[0].lOffsetX = 1\nsGRADSPEC.asGPAData[0].lOffsetY = 2\n"
                 "sGRADSPEC.asGPAData[0].lOffsetZ = 3",
                 get),
              ElementsAre(1, 2, 3));
  EXPECT_THAT(of("sGRADSPEC.lOffsetX = 1", get), IsEmpty());
}

TEST(Siemens, techniques_have_names) {
  const auto technique = [](const Protocol &protocol) {
    return std::string(parallel_technique(protocol));
  };
  EXPECT_EQ(of("sPat.ucPATMode = 0x1", technique), "");
  EXPECT_EQ(of("sPat.ucPATMode = 0x2", technique), "GRAPPA");
  EXPECT_EQ(of("sPat.ucPATMode = 0x4", technique), "SENSE");
  const auto combination = [](const Protocol &protocol) {
    return std::string(coil_combination(protocol));
  };
  EXPECT_EQ(of("ucCoilCombineMode = 1", combination), "Sum of Squares");
  EXPECT_EQ(of("ucCoilCombineMode = 2", combination), "Adaptive Combine");
}

TEST(Siemens, echo_times_stop_at_the_contrasts) {
  const auto second = [](const Protocol &protocol) { return echo_time_s(protocol, 1); };
  EXPECT_EQ(of("lContrasts = 2\nalTE[0] = 5190\nalTE[1] = 7650", second), 0.00765);
  EXPECT_EQ(of("lContrasts = 1\nalTE[0] = 5190\nalTE[1] = 7650", second), std::nullopt);
}

TEST(Siemens, slice_times_follow_the_mode) {
  const auto times = [](int count) {
    return [count](const Protocol &protocol) {
      std::vector<double> out = slice_times_ms(protocol, count, 2.01);
      for (double &time : out)
        time = std::round(time * 1e6) / 1e6;
      return out;
    };
  };
  const std::string delay = "\nlDelayTimeInTR = 10000"; // 10 ms: 2 s are left for the slices
  EXPECT_THAT(of("sSliceArray.ucMode = 0x1" + delay, times(4)), ElementsAre(0, 500, 1000, 1500));
  EXPECT_THAT(of("sSliceArray.ucMode = 0x2" + delay, times(4)), ElementsAre(1500, 1000, 500, 0));
  EXPECT_THAT(of("sSliceArray.ucMode = 0x4" + delay, times(4)), ElementsAre(1000, 0, 1500, 500));
  EXPECT_THAT(of("sSliceArray.ucMode = 0x4" + delay, times(5)),
              ElementsAre(0, 1200, 400, 1600, 800));
  EXPECT_THAT(of("sSliceArray.ucMode = 0x8", times(4)), IsEmpty());
  EXPECT_THAT(of("lDelayTimeInTR = 9000000\nsSliceArray.ucMode = 1", times(4)), IsEmpty());
}

TEST(Siemens, bands_are_told_by_equal_times) {
  EXPECT_EQ(multiband_factor({0, 100, 50, 0, 100, 50}), 2);
  EXPECT_EQ(multiband_factor({0, 100, 50}), 1);
  EXPECT_EQ(multiband_factor({0, 0, 0}), 1);
  EXPECT_EQ(multiband_factor({}), 1);
}

TEST(Siemens, inversions_are_counted_from_one) {
  const auto times = [](const Protocol &protocol) { return inversion_times_s(protocol); };
  EXPECT_THAT(of("lInvContrasts = 2\nalTI[0] = 700000\nalTI[1] = 2500000", times),
              ElementsAre(0.7, 2.5));
  EXPECT_THAT(of("tSequenceFileName = \"\"%CustomerSeq%\\tfl_mp2rage\"\"\nalTI[0] = 700000\n"
                 "alTI[1] = 2500000",
                 times),
              ElementsAre(0.7, 2.5));
  EXPECT_THAT(of("alTI[0] = 900000", times), IsEmpty()); // MPRAGE
  EXPECT_THAT(of("lInvContrasts = 2\nalTI[0] = 700000", times), IsEmpty());
  Frame frame;
  frame.inversion_time_s = 2.5;
  EXPECT_EQ(inversion_index(frame, {0.7, 2.5}), 2);
  EXPECT_EQ(inversion_index(frame, {0.7}), std::nullopt);
  frame.flavor = Flavor::uniform_mp2rage;
  EXPECT_EQ(inversion_index(frame, {0.7, 2.5}), std::nullopt);
}

Elements mosaic_elements() {
  Elements set;
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC");
  set.text(tags::manufacturer, Vr::LO, "SIEMENS");
  set.text(Tag{0x0029, 0x0012}, Vr::LO, "SIEMENS CSA HEADER"); // not the usual block
  set.bytes(Tag{0x0029, 0x1210}, Vr::OB,
            support::csa_header(
                {{.name = "NumberOfImagesInMosaic", .vr = "US", .values = {"3"}},
                 {.name = "SliceNormalVector", .vr = "FD", .values = {"0", "0", "1"}},
                 {.name = "MosaicRefAcqTimes", .vr = "FD", .values = {"0", "1000", "500"}},
                 {.name = "PhaseEncodingDirectionPositive", .vr = "IS", .values = {"1"}},
                 {.name = "BandwidthPerPixelPhaseEncode", .vr = "FD", .values = {"27.778"}},
                 {.name = "B_value", .vr = "IS", .values = {"1000"}},
                 {.name = "DiffusionGradientDirection", .vr = "FD", .values = {"0", "2", "0"}}}));
  set.bytes(Tag{0x0029, 0x1220}, Vr::OB,
            support::csa_header({{.name = "MrPhoenixProtocol",
                                  .vr = "UN",
                                  .values = {block("sPat.lAccelFactPE = 2\nalTE[0] = 30000\n"
                                                   "lDelayTimeInTR = 500000")}}}));
  return set;
}

TEST(Siemens, mosaics_are_told_by_the_csa_header) {
  const auto header = support::parsed(mosaic_elements());
  const FrameView view(header.root());
  Frame frame;
  add_to(view, frame);
  ASSERT_TRUE(frame.mosaic);
  EXPECT_EQ(frame.mosaic->slice_count, 3);
  EXPECT_EQ(frame.mosaic->tile_columns, 2);
  EXPECT_THAT(frame.mosaic->slice_times_ms, ElementsAre(0, 1000, 500));
  EXPECT_THAT(frame.mosaic->slice_normal_lps, ElementsAre(0, 0, 1));
  ASSERT_TRUE(frame.diffusion);
  EXPECT_EQ(frame.diffusion->b_value_s_per_mm2, 1000.0);
  EXPECT_THAT(frame.diffusion->direction, ElementsAre(0, 1, 0));
}

TEST(Siemens, series_facts_come_from_both_headers) {
  const auto header = support::parsed(mosaic_elements());
  const FrameView view(header.root());
  Frame frame;
  SeriesFacts facts;
  SeriesTexts texts;
  add_to(view, frame);
  add_to(view, frame, facts, texts);
  EXPECT_EQ(facts.is_phase_encoding_positive, true);
  EXPECT_EQ(facts.bandwidth_per_pixel_pe_hz, 27.778);
  EXPECT_EQ(facts.parallel_reduction_factor_in_plane, 2.0);
  EXPECT_EQ(facts.echo_time_1_s, 0.03);
  EXPECT_EQ(facts.delay_time_s, 0.5);
  EXPECT_EQ(facts.has_nonlinear_gradient_correction, false);
}

} // namespace
} // namespace curate::dicom::siemens
