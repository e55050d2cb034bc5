#include <gtest/gtest.h>
#include <libcurate/face/shows_head.hpp>

#include "tests/support/folders.hpp"
#include "tests/support/head.hpp"
#include "tests/support/nifti_file.hpp"
#include "tests/support/random.hpp"

namespace curate::face {
namespace {

using support::Contrast;
using support::Head;

const Head &head() {
  static const Head made({.seed = 4});
  return made;
}

volume::Grid grid_of(std::array<int, 3> size, Vec3 spacing_mm, Vec3 centre = {0, -10, 0}) {
  return {size, support::centred_grid(size, spacing_mm, centre)};
}

bool shown(const support::Scan &scan, const volume::Grid &grid) {
  const auto values = head().sample(scan, grid.index_to_ras_mm, grid.size, 3);
  return shows_head(ImageView{values, grid});
}

TEST(ShowsHead, in_every_sequence_of_a_study) {
  EXPECT_TRUE(
      shown({.contrast = Contrast::t1w}, grid_of({176, 256, 256}, {1, 1, 1}, {0, -10, -35})));
  EXPECT_TRUE(shown({.contrast = Contrast::flair}, grid_of({192, 256, 30}, {0.9, 0.9, 5})));
  EXPECT_TRUE(shown({.contrast = Contrast::t2w}, grid_of({192, 256, 40}, {0.9, 0.9, 4})));
  EXPECT_TRUE(shown({.contrast = Contrast::bold}, grid_of({64, 64, 32}, {3.4, 3.4, 4})));
  EXPECT_TRUE(shown({.contrast = Contrast::gre_short}, grid_of({64, 64, 32}, {3.4, 3.4, 4})));
  EXPECT_TRUE(shown({.contrast = Contrast::dwi, .b_value_s_per_mm2 = 0},
                    grid_of({96, 96, 40}, {2.4, 2.4, 3})));
}

TEST(ShowsHead, not_where_the_picture_is_too_coarse_or_too_thin) {
  EXPECT_FALSE(shown({}, grid_of({32, 32, 24}, {8, 8, 8})));
  EXPECT_FALSE(shown({}, grid_of({256, 256, 3}, {1, 1, 10})));
  EXPECT_FALSE(shown({}, grid_of({256, 256, 10}, {1, 1, 5})));
  EXPECT_FALSE(may_hold_a_face({{0, 5, 5}, {}}));
  EXPECT_FALSE(may_hold_a_face({{100, 100, 100}, {}}));
}

TEST(ShowsHead, not_in_noise_in_nothing_or_in_what_is_small) {
  const volume::Grid grid = grid_of({110, 110, 80}, {2, 2, 2});
  support::Random random(7);
  std::vector<float> values(110 * 110 * 80);
  EXPECT_FALSE(shows_head(ImageView{values, grid}));
  for (float &value : values)
    value = static_cast<float>(50 * random.uniform());
  EXPECT_FALSE(shows_head(ImageView{values, grid}));
  std::size_t at = 0;
  for (int k = 0; k < 80; ++k)
    for (int j = 0; j < 110; ++j)
      for (int i = 0; i < 110; ++i, ++at) {
        const Vec3 p = grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
        if (base::length(p - Vec3{10, 0, 5}) < 35) values[at] = 500; // a hand, an orange
      }
  EXPECT_FALSE(shows_head(ImageView{values, grid}));
  EXPECT_FALSE(shows_head(ImageView{std::span(values).first(10), grid}));
}

TEST(ShowsHead, in_real_heads) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  for (const char *name : {"ct03_vtk_headsq.nii.gz", "mr02_colin27_ch2.nii.gz",
                           "mr09_dcm_qa_xa30_t1_2mm.nii.gz", "mr10_niivue_T1_head_ext2.nii.gz"}) {
    const auto file = support::read_nifti_file(*data / "heads" / name);
    EXPECT_TRUE(shows_head(ImageView{file.values, {file.size, file.index_to_ras_mm}})) << name;
  }
}

} // namespace
} // namespace curate::face
