#include <gtest/gtest.h>
#include <libcurate/face/bitmask.hpp>

#include "tests/support/random.hpp"

namespace curate::face {
namespace {

constexpr std::array<int, 3> size{130, 9, 8}; // rows of three words, the last not full

Bitmask scattered(std::uint64_t seed, double share) {
  Bitmask mask(size);
  support::Random random(seed);
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i)
        if (random.uniform() < share) mask.set(i, j, k);
  return mask;
}

bool is_set(const Bitmask &mask, int i, int j, int k) {
  return i >= 0 && j >= 0 && k >= 0 && i < size[0] && j < size[1] && k < size[2] &&
         mask.at(i, j, k);
}

/// The plain way: every neighbour asked for.
Bitmask neighbours(const Bitmask &mask, bool edges, bool grow) {
  Bitmask out(size);
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i) {
        bool any = false, all = true;
        for (int n = 0; n < 27; ++n) {
          const int x = n % 3 - 1, y = n / 3 % 3 - 1, z = n / 9 - 1;
          if (x * x + y * y + z * z > (edges ? 2 : 1)) continue;
          const bool one = is_set(mask, i + x, j + y, k + z);
          any = any || one;
          all = all && one;
        }
        if (grow ? any : all) out.set(i, j, k);
      }
  return out;
}

TEST(Bitmask, grows_and_shrinks_as_the_plain_way_does) {
  for (const bool edges : {false, true}) {
    EXPECT_EQ(scattered(1, 0.9).eroded(edges), neighbours(scattered(1, 0.9), edges, false));
    EXPECT_EQ(scattered(2, 0.1).dilated(edges), neighbours(scattered(2, 0.1), edges, true));
  }
}

TEST(Bitmask, holds_what_lies_above_a_bar) {
  support::Random random(5);
  std::vector<float> values;
  Bitmask plain(size);
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i) {
        // Some lie at the bar, which is not above it.
        values.push_back(i % 7 == 0 ? 0.3F : static_cast<float>(random.uniform()));
        if (values.back() > 0.3F) plain.set(i, j, k);
      }
  EXPECT_EQ(Bitmask::above(0.3F, values, size), plain);
  EXPECT_EQ(plain.words(1, 1).size(), 3U);
  EXPECT_EQ((plain.words(2, 3)[2] & 1U) != 0, plain.at(128, 2, 3));
  EXPECT_EQ(plain.words(2, 3)[2] >> 2, 0U); // nothing beyond the row
}

TEST(Bitmask, keeps_the_largest_body) {
  Bitmask mask(size);
  for (int i = 60; i < 70; ++i)
    mask.set(i, 2, 2); // across two words
  mask.set(69, 3, 2);
  mask.set(69, 3, 3);
  for (int i = 100; i < 111; ++i)
    mask.set(i, 2, 2);
  mask.set(71, 3, 3); // touches nothing
  const Bitmask largest = mask.largest_body();
  EXPECT_EQ(largest.count(), 12u);
  EXPECT_TRUE(largest.at(69, 3, 3));
  EXPECT_FALSE(largest.at(100, 2, 2));
  EXPECT_EQ(Bitmask(size).largest_body().count(), 0u);
}

TEST(Bitmask, fills_what_a_slice_encloses) {
  Bitmask ring(size);
  for (int i = 60; i <= 66; ++i)
    for (int j = 2; j <= 6; ++j)
      if (i == 60 || i == 66 || j == 2 || j == 6) ring.set(i, j, 4);
  EXPECT_EQ(ring.filled().count(), 35u);
  Bitmask open = ring.eroded(false);
  EXPECT_EQ(open.count(), 0u);
  Bitmask gap(size);
  for (int i = 60; i <= 66; ++i)
    for (int j = 2; j <= 6; ++j)
      if ((i == 60 || i == 66 || j == 2 || j == 6) && i != 63) gap.set(i, j, 4);
  EXPECT_EQ(gap.filled(), gap);
}

TEST(Bitmask, opens_away_what_is_thin) {
  Bitmask mask(std::array<int, 3>{40, 40, 40});
  for (int k = 5; k < 35; ++k)
    for (int j = 5; j < 35; ++j)
      for (int i = 5; i < 35; ++i)
        mask.set(i, j, k);
  const std::size_t block = mask.count();
  for (int i = 35; i < 40; ++i)
    mask.set(i, 20, 20); // a thorn
  const Bitmask opened = mask.opened();
  EXPECT_FALSE(opened.at(37, 20, 20));
  EXPECT_TRUE(opened.at(34, 20, 20));
  EXPECT_LE(opened.count(), block);
  EXPECT_GT(opened.count(), block - block / 20); // corners and edges are rounded
}

} // namespace
} // namespace curate::face
