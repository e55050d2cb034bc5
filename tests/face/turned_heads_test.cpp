#include <gtest/gtest.h>

#include "tests/face/judged.hpp"

namespace curate::face {
namespace {

// The short form of tests/long/faces.sh: three pictures of one head, each turned, scaled, noisy and
// unevenly bright in its own way.
TEST(TurnedHeads, LoseTheirFaceAndNothingOfTheirBrain) {
  auto atlas = installed_atlas();
  ASSERT_TRUE(atlas);
  Defacer defacer(std::make_shared<const PreparedAtlas>(std::move(*atlas)));
  Detector detector;
  const Head head(support::traits_of_turned(6));
  for (const int number : {7, 8, 9}) {
    ASSERT_EQ(support::traits_of_turned(number).seed, support::traits_of_turned(6).seed);
    const TurnedHead made = support::turned_head_of(head, number);
    SCOPED_TRACE(made.what);
    const Defaced defaced = defacer.deface({made.values, made.grid});
    EXPECT_EQ(judged(head, made, defaced, detector), "removed");
  }
}

} // namespace
} // namespace curate::face
