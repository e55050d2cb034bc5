#include "libcurate/dicom/ge_timing.hpp"

#include <algorithm>
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
using testing::IsEmpty;
using testing::Pointwise;

Protocol protocol_of(std::string_view lines) {
  const ByteString packed = archive::gzip(support::bytes_of(lines));
  ByteString block(4 + packed.size());
  std::ranges::copy(packed, block.begin() + 4);
  return Protocol::parse(block).value();
}

TEST(GeSoftware, versions_are_found_wherever_they_stand) {
  EXPECT_EQ(software_version("27\\LX\\MR Software release:RX27.0_R02_1831.a"),
            (SoftwareVersion{27, 0, 2}));
  EXPECT_EQ(software_version("28\\LX\\MR29.1_EA_2039.g"), (SoftwareVersion{29, 1, 0}));
  EXPECT_EQ(software_version("30\\LX\\SIGNA_LX1.MR30.0_R01_2236.d"), (SoftwareVersion{30, 0, 1}));
  EXPECT_EQ(software_version("24\\LX\\MR Software release:DV24.0_R01_1344.a"),
            (SoftwareVersion{24, 0, 1}));
  for (const char *none : {"", "15", "14\\LX\\MR Software release:14.0_M5_0737.f", "RX", "RX27"})
    EXPECT_FALSE(software_version(none)) << none;
}

SliceScheme scheme(int slices, int bands, bool is_interleaved, double repetition_s,
                   double pause = 0) {
  return {slices, bands, is_interleaved, repetition_s, pause, false};
}

TEST(GeSliceTimes, follow_the_order) {
  EXPECT_THAT(slice_times_s(scheme(5, 1, false, 5)), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(slice_times_s(scheme(5, 1, true, 5)), ElementsAre(0, 3, 1, 4, 2));
  EXPECT_THAT(slice_times_s(scheme(4, 1, true, 5, 1)), ElementsAre(0, 2, 1, 3));
  EXPECT_THAT(slice_times_s(scheme(5, 1, false, 1, 2)), IsEmpty());
}

TEST(GeSliceTimes, repeat_with_the_bands) {
  // six slices in two bands: three excitations, used twice
  EXPECT_THAT(slice_times_s(scheme(6, 2, false, 3)), ElementsAre(0, 1, 2, 0, 1, 2));
  EXPECT_THAT(slice_times_s(scheme(8, 2, false, 4)), ElementsAre(0, 1, 2, 3, 0, 1, 2, 3));
  SliceScheme old = scheme(8, 2, false, 5); // four excitations, of which old software makes five
  old.adds_excitation = true;
  EXPECT_THAT(slice_times_s(old), ElementsAre(0, 1, 2, 3, 4, 0, 1, 2));
}

// Source: dcm_qa_ge, eight bands, 80 slices, interleaved, software DV28.
TEST(GeSliceTimes, swap_the_last_odd_excitations_of_an_even_number) {
  std::vector<double> times = slice_times_s(scheme(80, 8, true, 1));
  ASSERT_EQ(times.size(), 80U);
  times.resize(10);
  const std::vector<double> expected = {0, 0.5, 0.1, 0.6, 0.2, 0.7, 0.3, 0.9, 0.4, 0.8};
  EXPECT_THAT(times, Pointwise(DoubleNear(1e-9), expected));
}

Elements sequence(const char *name, const char *internal) {
  Elements set;
  set.text(Tag{0x0019, 0x0010}, Vr::LO, "GEMS_ACQU_01");
  set.text(Tag{0x0019, 0x109C}, Vr::LO, name);
  set.text(Tag{0x0019, 0x109E}, Vr::LO, internal);
  return set;
}

TEST(GeEpi, kinds_are_told_by_name_and_options) {
  struct Case {
    const char *name, *internal, *options;
    EpiKind kind;
  };
  for (const Case &c : {Case{"epi", "EPI", "EPI, MPh", EpiKind::multiphase},
                        Case{"epiRT", "EPI", "EPI, FMRI", EpiKind::functional},
                        Case{"research", "EPI", "EPI, FMRI", EpiKind::functional},
                        Case{"epi2", "EPI2", "EPI, DIFF", EpiKind::diffusion},
                        Case{"epi_pepolar", "EPI", "EPI", EpiKind::multiphase},
                        Case{"efgre3d", "EFGRE3D", "Fast", EpiKind::none}}) {
    const auto header = support::parsed(sequence(c.name, c.internal));
    const Protocol protocol = protocol_of("IOPT \"" + std::string(c.options) + "\"\n");
    EXPECT_EQ(epi_kind_of(FrameView(header.root()), protocol), c.kind) << c.name;
  }
}

TEST(GeEpi, pauses_come_from_the_protocol_or_the_header) {
  Elements set = sequence("epi", "EPI");
  set.text(Tag{0x0043, 0x0010}, Vr::LO, "GEMS_PARM_01");
  set.text(Tag{0x0043, 0x107C}, Vr::FL, "0.5");
  const auto header = support::parsed(set);
  const FrameView view(header.root());
  const auto pause = [&](EpiKind kind, std::string_view lines) {
    return pause_s(kind, view, protocol_of(lines));
  };
  EXPECT_EQ(pause(EpiKind::functional, "DELACQNOAV \"0.35\"\n"), 0.5);
  EXPECT_EQ(pause(EpiKind::multiphase, "IOPT \"MPh\"\nDELACQNOAV \"0.35\"\n"), 0.35);
  EXPECT_EQ(pause(EpiKind::multiphase, "DELACQ \"Minimum\"\nDELACQNOAV \"0.35\"\n"), 0.0);
  EXPECT_EQ(pause(EpiKind::multiphase, "IOPT \"EPI, MPhVar\"\nDELACQNOAV \"1\"\n"), std::nullopt);
}

TEST(GeEpi, diffusion_is_cycled_by_scanners_with_strong_gradients) {
  Elements set = sequence("epi2", "EPI2");
  const auto is_cycled = [&set](const char *user_15, std::string_view model) {
    set.text(Tag{0x0019, 0x10B6}, Vr::DS, user_15);
    const auto header = support::parsed(set);
    return is_diffusion_cycled(FrameView(header.root()), model);
  };
  EXPECT_FALSE(is_cycled("0", "SIGNA Architect"));
  EXPECT_TRUE(is_cycled("0", "SIGNA Premier"));
  EXPECT_FALSE(is_cycled("0.72", "SIGNA Premier"));
  EXPECT_FALSE(is_cycled("0.53", "SIGNA UHP"));
  EXPECT_TRUE(is_cycled("0.53", "SIGNA Premier"));
}

TEST(GeSliceTimes, are_told_only_where_the_order_is_known) {
  const auto header = support::parsed(sequence("epiRT", "EPI"));
  const FrameView view(header.root());
  SeriesFacts facts;
  facts.slice_count = 4;
  const std::string_view software = "28\\LX\\MR Software release:DV28.0_R02_1947.a";
  const auto times = [&](std::string_view lines, std::string_view version) {
    return slice_times_of(view, protocol_of(lines), facts, 4, version, "SIGNA Architect");
  };
  EXPECT_THAT(times("SLICEORDER \"0\"\n", software), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(times("SLICEORDER \"1\"\n", software), ElementsAre(0, 2, 1, 3));
  EXPECT_THAT(times("NOSLC \"4\"\n", software), IsEmpty());
  EXPECT_THAT(times("SLICEORDER \"1\"\n", "unknown"), IsEmpty());
  facts.multiband_acceleration_factor = 2;
  EXPECT_THAT(times("SLICEORDER \"0\"\n", software), ElementsAre(0, 2, 0, 2));
  EXPECT_THAT(times("SLICEORDER \"0\"\n", "DV26.0_R01_1725.a"),
              Pointwise(DoubleNear(1e-9), std::vector{0.0, 4.0 / 3, 8.0 / 3, 0.0}));
  EXPECT_THAT(times("SLICEORDER \"0\"\n", "DV25.0_R02_1549.b"), IsEmpty()); // another order
}

TEST(GeSliceTimes, of_diffusion_are_interleaved) {
  const auto header = support::parsed(sequence("epi2", "EPI2"));
  SeriesFacts facts;
  facts.slice_count = 4;
  const auto times = [&](std::string_view model) {
    return slice_times_of(FrameView(header.root()), protocol_of("SLICEORDER \"0\"\n"), facts, 4,
                          "28\\LX\\MR29.1_EA_2039.g", model);
  };
  EXPECT_THAT(times("SIGNA Pioneer"), ElementsAre(0, 2, 1, 3));
  EXPECT_THAT(times("SIGNA Premier"), IsEmpty());
  facts.multiband_acceleration_factor = 2;
  EXPECT_THAT(times("SIGNA Pioneer"),
              Pointwise(DoubleNear(1e-9), std::vector{0.0, 8.0 / 3, 4.0 / 3, 0.0}));
}

} // namespace
} // namespace curate::dicom::ge
