#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/face/hull.hpp>
#include <libcurate/face/own_brain.hpp>
#include <libcurate/face/right_angles.hpp>
#include <libcurate/face/standing.hpp>

namespace curate::face {
namespace {

/// The template itself, which lies over itself as it is: no head fits better.
class Standing : public ::testing::Test {
protected:
  static void SetUpTestSuite() {
    auto loaded = installed_atlas();
    ASSERT_TRUE(loaded) << "mricron-data is part of what the tests need";
    atlas = std::make_unique<Atlas>(std::move(*loaded));
    pyramid = std::make_unique<AtlasPyramid>(atlas->head);
  }
  static void TearDownTestSuite() {
    atlas.reset();
    pyramid.reset();
  }

  static Affine as_it_is() { return right_angle_turns().front(); }
  static ImageView view() { return {atlas->head.values, atlas->head.grid}; }

  static Removal removal_with_eyes(const Vec3 &off) {
    Removal removal;
    removal.right_eye_ras_mm = atlas->landmarks.right_eye + off;
    removal.left_eye_ras_mm = atlas->landmarks.left_eye + off;
    removal.atlas_to_subject = as_it_is();
    return removal;
  }

  static std::unique_ptr<Atlas> atlas;
  static std::unique_ptr<AtlasPyramid> pyramid;
};

std::unique_ptr<Atlas> Standing::atlas;
std::unique_ptr<AtlasPyramid> Standing::pyramid;

TEST_F(Standing, IsUprightAsItIsAndNotWhenTurned) {
  EXPECT_TRUE(stands_upright(*pyramid, view(), as_it_is()));
  for (const std::size_t turn : {1U, 5U, 12U, 23U}) {
    SCOPED_TRACE(turn);
    EXPECT_FALSE(stands_upright(*pyramid, view(), right_angle_turns()[turn]));
    // The header lies: the voxels are the same, and stand elsewhere.
    ImageView turned = view();
    turned.grid.index_to_ras_mm = right_angle_turns()[turn] * turned.grid.index_to_ras_mm;
    EXPECT_FALSE(stands_upright(*pyramid, turned, as_it_is()));
  }
}

TEST_F(Standing, IsOfNothingInAnEmptyPicture) {
  const std::vector<float> empty(atlas->head.values.size());
  EXPECT_FALSE(stands_upright(*pyramid, {empty, atlas->head.grid}, as_it_is()));
  EXPECT_FALSE(stands_upright(*pyramid, {{}, {}}, as_it_is()));
}

TEST_F(Standing, AFaceThatIsSeenDecidesByItsPlace) {
  Face seen;
  seen.score = 1;
  seen.right_eye_ras_mm = atlas->landmarks.right_eye;
  seen.left_eye_ras_mm = atlas->landmarks.left_eye;
  EXPECT_TRUE(lies_as(*pyramid, view(), seen, removal_with_eyes({0, 10, 0})));
  EXPECT_FALSE(lies_as(*pyramid, view(), seen, removal_with_eyes({0, 20, 0})));
  // One that is hardly seen decides nothing.
  seen.score = 0.1;
  EXPECT_TRUE(lies_as(*pyramid, view(), seen, removal_with_eyes({0, 20, 0})));
  EXPECT_TRUE(lies_as(*pyramid, view(), {}, removal_with_eyes({})));
}

/// Points of the template's brain, every third along each axis: 2 mm of its edge may be missing.
std::vector<Vec3> brain_of(const Atlas &atlas) {
  std::vector<Vec3> points;
  const auto &size = atlas.brain.grid.size;
  std::size_t at = 0;
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i, ++at)
        if (i % 3 == 0 && j % 3 == 0 && k % 3 == 0 && atlas.brain.values[at] > 0)
          points.push_back(atlas.brain.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}));
  return points;
}

TEST_F(Standing, OwnBrainIsThatOfTheTemplate) {
  const auto own = own_brain(view(), as_it_is());
  ASSERT_TRUE(own);
  EXPECT_TRUE(is_plausible(*own, as_it_is()));
  ASSERT_EQ(own->inner_ras_mm.size(), own->border_ras_mm.size());
  EXPECT_GT(own->inner_ras_mm.size(), 500U);
  // What is surely brain lies within the template's brain, but for what is not a brain's below it;
  // and the template's brain within the border, but for what BETs differ by.
  const Hull brain(brain_of(*atlas), as_it_is()), border(own->border_ras_mm);
  const auto part_within = [](const std::vector<Vec3> &points, const Hull &hull, double margin_mm) {
    const auto held = std::ranges::count_if(
        points, [&](const Vec3 &point) { return hull.holds(point, margin_mm); });
    return static_cast<double>(held) / static_cast<double>(points.size());
  };
  EXPECT_GT(part_within(own->inner_ras_mm, brain, 2), 0.95);
  EXPECT_GT(part_within(brain_of(*atlas), border, 3), 0.99);
}

TEST_F(Standing, OwnBrainIsNotClaimedWhereThereIsNone) {
  const std::vector<float> empty(atlas->head.values.size());
  const auto none = own_brain({empty, atlas->head.grid}, as_it_is());
  EXPECT_TRUE(!none || !is_plausible(*none, as_it_is()));
  OwnBrain small;
  small.volume_ml = 300;
  EXPECT_FALSE(is_plausible(small, as_it_is()));
  small.volume_ml = 4000;
  EXPECT_FALSE(is_plausible(small, as_it_is()));
}

} // namespace
} // namespace curate::face
