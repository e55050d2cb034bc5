#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/album/shots.hpp>

#include "tests/support/head.hpp"

namespace curate::album {
namespace {

constexpr std::array<int, 3> size{88, 128, 128};

TEST(shots, show_a_head_and_the_outline_of_what_went) {
  const support::Head head({.seed = 4});
  const Affine grid = support::centred_grid(size, {2, 2, 2}, {0, -10, -35});
  const auto values = head.signal({.contrast = support::Contrast::t1w}, grid, size);
  const face::ImageView view{values, {size, grid}, face::Scale::arbitrary};
  const auto heads = heads_of(view);
  ASSERT_EQ(heads.size(), 3U);
  for (const Picture &picture : heads) {
    ASSERT_EQ(picture.pixels.size(), static_cast<std::size_t>(picture.width * picture.height));
    // Neither all ground nor marked.
    EXPECT_LT(std::ranges::count(picture.pixels, 128), picture.width * picture.height * 3 / 4);
    EXPECT_EQ(std::ranges::count(picture.pixels, Picture::mark), 0);
  }
  // A box of 20 x 20 x 20 voxels: its outline is 80 mm on each side of a slice of 1 mm.
  std::vector<std::uint8_t> mask(values.size());
  for (std::size_t k = 40; k < 60; ++k)
    for (std::size_t j = 90; j < 110; ++j)
      for (std::size_t i = 30; i < 50; ++i)
        mask[(k * 128 + j) * 88 + i] = 1;
  const auto slices = slices_of(view, mask);
  ASSERT_EQ(slices.size(), 3U);
  for (const Picture &picture : slices) {
    const auto marks = std::ranges::count(picture.pixels, Picture::mark);
    EXPECT_NEAR(static_cast<double>(marks), 4 * 40, 16); // a mask's edge is within a voxel
  }
  // Seen from above the box is in front, so in the upper half of the picture.
  const auto first = std::ranges::find(slices[0].pixels, Picture::mark);
  EXPECT_LT(first - slices[0].pixels.begin(), slices[0].width * slices[0].height / 2);
  for (const Picture &picture : slices_of(view, {}))
    EXPECT_EQ(std::ranges::count(picture.pixels, Picture::mark), 0);
}

TEST(shots, of_nothing_are_none) {
  const std::vector<float> values(20 * 20 * 20);
  face::ImageView view{values, {{20, 20, 20}, {}}, face::Scale::arbitrary};
  EXPECT_TRUE(heads_of(view).empty());
  EXPECT_TRUE(slices_of(view, {}).empty()); // the grid cannot be inverted
}

} // namespace
} // namespace curate::album
