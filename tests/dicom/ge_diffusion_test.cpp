#include "libcurate/dicom/ge_diffusion.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/parsed.hpp"

namespace curate::dicom::ge {
namespace {

using support::Elements;
using testing::ElementsAre;

TEST(GeDiffusion, b_values_lose_their_offset) {
  EXPECT_EQ(b_value(1000), 1000.0);
  EXPECT_EQ(b_value(1000001000), 1000.0);
  EXPECT_EQ(b_value(1000030000), 30000.0);
  EXPECT_EQ(b_value(-1), std::nullopt);
}

TEST(GeDiffusion, short_directions_mean_smaller_b_values) {
  const Weighting third = weighting_of(3000, {std::sqrt(1.0 / 3), 0, 0});
  EXPECT_EQ(third.b_value_s_per_mm2, 1000);
  EXPECT_THAT(third.direction, ElementsAre(1, 0, 0));
  EXPECT_EQ(weighting_of(900, {0, 1.0 / 3, 0}).b_value_s_per_mm2, 100);
  EXPECT_EQ(weighting_of(1000, {0, 0, 0.05}).b_value_s_per_mm2, 5); // the smallest step
  EXPECT_EQ(weighting_of(1000, {0, 0, 0.98}).b_value_s_per_mm2, 1000);
  EXPECT_EQ(weighting_of(1000, {0, 0, 1.02}).b_value_s_per_mm2, 1000);
  EXPECT_EQ(weighting_of(1000, {}).b_value_s_per_mm2, 1000);
}

/// A picture of a tensor scan.
Elements picture(const char *b_value, const char *x, const char *type) {
  Elements set;
  set.text(Tag{0x0018, 0x0020}, Vr::CS, "EP\\SE");
  set.text(Tag{0x0019, 0x0010}, Vr::LO, "GEMS_ACQU_01");
  set.text(Tag{0x0019, 0x10BB}, Vr::DS, x);
  set.text(Tag{0x0019, 0x10BC}, Vr::DS, "0");
  set.text(Tag{0x0019, 0x10BD}, Vr::DS, "0");
  set.text(Tag{0x0043, 0x0010}, Vr::LO, "GEMS_PARM_01");
  set.text(Tag{0x0043, 0x1030}, Vr::SS, type);
  set.text(Tag{0x0043, 0x1039}, Vr::IS, std::string(b_value) + "\\8\\0\\0");
  return set;
}

std::optional<DiffusionFact> fact_of(const Elements &set, std::optional<double> public_b = {}) {
  const auto header = support::parsed(set);
  Frame frame;
  if (public_b) {
    frame.diffusion.emplace();
    frame.diffusion->b_value_s_per_mm2 = public_b;
  }
  add_diffusion_to(FrameView(header.root()), frame);
  return frame.diffusion;
}

TEST(GeDiffusion, private_b_value_goes_before_the_public_one) {
  const auto fact = fact_of(picture("1000", "-1", "16"), 3000);
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->b_value_s_per_mm2, 1000.0);
  EXPECT_THAT(fact->direction, ElementsAre(-1, 0, 0));
  EXPECT_EQ(fact->frame, DiffusionFact::Frame::ge_image);
}

TEST(GeDiffusion, public_direction_goes_before_the_private_one) {
  const auto header = support::parsed(picture("1000", "1", "16"));
  Frame frame;
  frame.diffusion.emplace();
  frame.diffusion->b_value_s_per_mm2 = 1000;
  frame.diffusion->direction = {0, 1, 0};
  add_diffusion_to(FrameView(header.root()), frame);
  EXPECT_THAT(frame.diffusion->direction, ElementsAre(0, 1, 0));
  EXPECT_EQ(frame.diffusion->frame, DiffusionFact::Frame::patient_lps);
}

TEST(GeDiffusion, pictures_of_a_tensor_scan_without_direction_are_unweighted) {
  for (const char *type : {"14", "16"}) {
    const auto fact = fact_of(picture("3000", "0", type));
    ASSERT_TRUE(fact) << type;
    EXPECT_EQ(fact->b_value_s_per_mm2, 0.0) << type;
    EXPECT_FALSE(fact->is_isotropic) << type;
  }
}

TEST(GeDiffusion, means_of_clinical_scans_keep_their_b_value) {
  const auto fact = fact_of(picture("1000", "0", "15"));
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->b_value_s_per_mm2, 1000.0);
  EXPECT_TRUE(fact->is_isotropic);
}

TEST(GeDiffusion, removed_directions_are_missed) {
  Elements set = picture("1000", "1", "16");
  set.erase(Tag{0x0019, 0x10BB});
  const auto fact = fact_of(set);
  ASSERT_TRUE(fact);
  EXPECT_EQ(fact->b_value_s_per_mm2, 1000.0);
  EXPECT_TRUE(fact->is_direction_missing);
}

TEST(GeDiffusion, scans_are_told_apart) {
  const auto scan_of = [](const Elements &set) {
    const auto header = support::parsed(set);
    return diffusion_scan_of(FrameView(header.root()));
  };
  EXPECT_EQ(scan_of(picture("0", "0", "14")), DiffusionScan::unknown);
  EXPECT_EQ(scan_of(picture("0", "0", "16")), DiffusionScan::tensor);
  Elements tensor = picture("0", "0", "14");
  tensor.text(Tag{0x0021, 0x0010}, Vr::LO, "GEMS_RELA_01");
  tensor.text(Tag{0x0021, 0x105A}, Vr::SL, "16");
  EXPECT_EQ(scan_of(tensor), DiffusionScan::tensor);
  tensor.text(Tag{0x0021, 0x105A}, Vr::SL, "7");
  EXPECT_EQ(scan_of(tensor), DiffusionScan::clinical);
  tensor.erase(Tag{0x0021, 0x105A});
  tensor.text(Tag{0x0019, 0x10E0}, Vr::DS, "30");
  EXPECT_EQ(scan_of(tensor), DiffusionScan::tensor);
  tensor.text(Tag{0x0019, 0x10E0}, Vr::DS, "0");
  EXPECT_EQ(scan_of(tensor), DiffusionScan::clinical);
}

TEST(GeDiffusion, maps_are_told_by_their_flag) {
  const auto flavor_of = [](const char *type) {
    const auto header = support::parsed(picture("1000", "0", type));
    return flavor_of_map(FrameView(header.root()));
  };
  EXPECT_EQ(flavor_of("18"), Flavor::fractional_anisotropy);
  EXPECT_EQ(flavor_of("19"), Flavor::trace);
  EXPECT_EQ(flavor_of("16"), std::nullopt);
}

TEST(GeDiffusion, other_sequences_are_none) {
  Elements set = picture("1000", "1", "16");
  set.text(Tag{0x0018, 0x0020}, Vr::CS, "SE");
  EXPECT_FALSE(fact_of(set));
  EXPECT_TRUE(fact_of(set, 1000)); // PROPELLER, say
}

} // namespace
} // namespace curate::dicom::ge
