#include "libcurate/dicom/diffusion_series.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace curate::dicom {
namespace {

Frame weighted(double b_value, const Vec3 &direction) {
  Frame frame;
  frame.diffusion.emplace();
  frame.diffusion->b_value_s_per_mm2 = b_value;
  frame.diffusion->direction = direction;
  return frame;
}

Frame mean(double b_value) {
  Frame frame = weighted(b_value, {});
  frame.diffusion->is_isotropic = true;
  return frame;
}

SeriesFacts facts_of(Manufacturer manufacturer) {
  SeriesFacts facts;
  facts.manufacturer = manufacturer;
  return facts;
}

TEST(DiffusionSeries, silent_vendors_get_their_unweighted_pictures) {
  for (const Manufacturer vendor :
       {Manufacturer::ge, Manufacturer::toshiba, Manufacturer::canon, Manufacturer::siemens}) {
    std::vector<Frame> frames = {Frame{}, weighted(1000, {1, 0, 0})};
    complete_unweighted(frames, facts_of(vendor));
    EXPECT_EQ(frames[0].diffusion.has_value(), vendor != Manufacturer::siemens);
    EXPECT_EQ(frames[0].diffusion.value_or(DiffusionFact{}).b_value_s_per_mm2.value_or(0), 0.0);
  }
  std::vector<Frame> none = {Frame{}, Frame{}};
  complete_unweighted(none, facts_of(Manufacturer::ge));
  EXPECT_FALSE(none[0].diffusion);
  SeriesFacts scan = facts_of(Manufacturer::ge);
  scan.is_diffusion = true;
  complete_unweighted(none, scan);
  EXPECT_TRUE(none[0].diffusion);
}

TEST(DiffusionSeries, pictures_of_ge_without_direction_are_unweighted_among_others) {
  std::vector<Frame> frames = {mean(900), weighted(900, {1, 0, 0})};
  complete_unweighted(frames, facts_of(Manufacturer::ge));
  EXPECT_EQ(frames[0].diffusion->b_value_s_per_mm2, 0.0);
  std::vector<Frame> clinical = {weighted(0, {}), mean(900)};
  complete_unweighted(clinical, facts_of(Manufacturer::ge));
  EXPECT_EQ(clinical[1].diffusion->b_value_s_per_mm2, 900.0);
}

TEST(DiffusionSeries, means_are_set_aside_from_directions) {
  std::vector<Frame> frames = {weighted(0, {}), weighted(1000, {1, 0, 0}),
                               weighted(1000, {0, 1, 0}), mean(1000)};
  set_isotropic_aside(frames, Manufacturer::unknown);
  EXPECT_EQ(frames[3].flavor, Flavor::trace);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(frames[i].flavor, Flavor::original);
}

TEST(DiffusionSeries, philips_means_may_only_lack_a_direction) {
  const std::vector<Frame> made = {weighted(0, {}), weighted(0.002, {}), weighted(1000, {1, 0, 0}),
                                   weighted(1000, {})};
  std::vector<Frame> frames = made;
  set_isotropic_aside(frames, Manufacturer::philips);
  EXPECT_EQ(frames[3].flavor, Flavor::trace);
  EXPECT_EQ(frames[1].flavor, Flavor::original); // nearly unweighted, no mean
  frames = made;
  set_isotropic_aside(frames, Manufacturer::siemens);
  EXPECT_EQ(frames[3].flavor, Flavor::original);
}

TEST(DiffusionSeries, a_pair_of_unweighted_and_mean_stays_together) {
  std::vector<Frame> frames = {weighted(0, {}), mean(1000)};
  set_isotropic_aside(frames, Manufacturer::philips);
  EXPECT_EQ(frames[1].flavor, Flavor::original);
}

TEST(DiffusionSeries, volumes_are_counted_at_one_place) {
  std::vector<Frame> frames = {weighted(0, {}), weighted(0, {}), mean(1000), mean(1000)};
  frames[1].position_lps_mm = frames[3].position_lps_mm = {0, 0, 2}; // two slices of two volumes
  set_isotropic_aside(frames, Manufacturer::philips);
  EXPECT_EQ(frames[2].flavor, Flavor::original);
}

} // namespace
} // namespace curate::dicom
