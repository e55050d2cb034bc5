#include "tests/support/head.hpp"

#include <gtest/gtest.h>

namespace curate::support {
namespace {

constexpr std::array<int, 3> coarse{88, 128, 128};

Affine coarse_grid() {
  return centred_grid(coarse, {2, 2, 2}, {0, -10, -35});
}

/// The mean over the voxels whose middle is of a tissue.
double mean_of(const Head &head, Tissue tissue, const std::vector<float> &picture) {
  double sum = 0;
  int count = 0;
  const Affine grid = coarse_grid();
  std::size_t at = 0;
  for (int k = 0; k < coarse[2]; ++k)
    for (int j = 0; j < coarse[1]; ++j)
      for (int i = 0; i < coarse[0]; ++i, ++at)
        if (head.at(grid.apply({1.0 * i, 1.0 * j, 1.0 * k})) == tissue) {
          sum += static_cast<double>(picture[at]);
          ++count;
        }
  return count > 0 ? sum / count : -1;
}

/// Made once: a head takes more than a second.
const Head &first_head() {
  static const Head head({.seed = 1});
  return head;
}

TEST(Head, is_the_same_each_time_and_another_person_is_not) {
  const Head one({.seed = 5}), again({.seed = 5});
  const Head &other = first_head();
  const Scan scan{.contrast = Contrast::t1w};
  EXPECT_EQ(one.sample(scan, coarse_grid(), coarse, 1),
            again.sample(scan, coarse_grid(), coarse, 1));
  EXPECT_NE(one.sample(scan, coarse_grid(), coarse, 1), one.sample(scan, coarse_grid(), coarse, 2));
  EXPECT_NE(one.signal(scan, coarse_grid(), coarse), other.signal(scan, coarse_grid(), coarse));
}

TEST(Head, holds_what_a_head_holds) {
  const Head &head = first_head();
  EXPECT_EQ(head.at({0, 0, 200}), Tissue::air);
  const auto eyes = head.eyes_ras_mm();
  EXPECT_GT(eyes[0][0], 25);
  EXPECT_LT(eyes[1][0], -25);
  for (const Vec3 &eye : eyes)
    EXPECT_EQ(head.at(eye), Tissue::vitreous);
  EXPECT_NE(head.at(head.chin_ras_mm() - Vec3{0, 6, 0}), Tissue::air);
  EXPECT_GT(head.nose_tip_ras_mm()[1], head.chin_ras_mm()[1]);
}

TEST(Head, has_the_contrasts_of_its_sequences) {
  const Head head({.seed = 2, .lesion_count = 12});
  const auto picture = [&](Contrast contrast) {
    return head.signal({.contrast = contrast}, coarse_grid(), coarse);
  };
  const auto t1w = picture(Contrast::t1w), t2w = picture(Contrast::t2w),
             flair = picture(Contrast::flair);
  EXPECT_GT(mean_of(head, Tissue::white, t1w), mean_of(head, Tissue::grey, t1w));
  EXPECT_GT(mean_of(head, Tissue::grey, t1w), mean_of(head, Tissue::csf, t1w));
  EXPECT_GT(mean_of(head, Tissue::csf, t2w), mean_of(head, Tissue::grey, t2w));
  EXPECT_LT(mean_of(head, Tissue::csf, flair), mean_of(head, Tissue::white, flair));
  EXPECT_GT(mean_of(head, Tissue::lesion, flair), 1.3 * mean_of(head, Tissue::white, flair));
}

TEST(Head, gains_lesions_from_visit_to_visit) {
  const Head first({.seed = 3, .lesion_count = 12}),
      second({.seed = 3, .lesion_count = 12, .visit = 2});
  const Head &healthy = first_head();
  EXPECT_EQ(healthy.lesions().size(), 0u);
  EXPECT_EQ(first.lesions().size(), 12u);
  ASSERT_EQ(second.lesions().size(), 15u);
  EXPECT_EQ(second.lesions().back().since_visit, 2);
  for (std::size_t i = 0; i < first.lesions().size(); ++i)
    EXPECT_EQ(first.lesions()[i].centre_ras_mm, second.lesions()[i].centre_ras_mm);
}

TEST(Head, shows_diffusion_along_its_fibres) {
  const Head &head = first_head();
  const std::array<int, 3> one{1, 1, 1};
  const Affine callosum = centred_grid(one, {2, 2, 2}, {4, -12, 24});
  ASSERT_EQ(head.at({4, -12, 24}), Tissue::white);
  const auto with = [&](double b, const Vec3 &gradient) {
    return head.signal(
        {.contrast = Contrast::dwi, .b_value_s_per_mm2 = b, .gradient_ras = gradient}, callosum,
        one)[0];
  };
  EXPECT_GT(with(0, {1, 0, 0}), 1.3F * with(1000, {0, 0, 1}));
  EXPECT_GT(with(1000, {0, 0, 1}), 1.5F * with(1000, {1, 0, 0}));
}

} // namespace
} // namespace curate::support
