#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/face/register.hpp>
#include <numbers>

namespace curate::face {
namespace {

/// The atlas, and its head laid into a picture by a known movement.
class Register : public ::testing::Test {
protected:
  static void SetUpTestSuite() {
    auto loaded = installed_atlas();
    ASSERT_TRUE(loaded) << "mricron-data is part of what the tests need";
    atlas = new Atlas(std::move(*loaded));
    pyramid = new AtlasPyramid(atlas->head);
  }
  static void TearDownTestSuite() {
    delete atlas;
    delete pyramid;
  }

  /// The atlas head turned about x and z, scaled and shifted: atlas to subject.
  static Affine movement(double pitch_deg, double yaw_deg, double scale, const Vec3 &shift) {
    const double p = pitch_deg * std::numbers::pi / 180, y = yaw_deg * std::numbers::pi / 180;
    Affine pitch, yaw;
    pitch.m = {{{1, 0, 0, 0}, {0, std::cos(p), -std::sin(p), 0}, {0, std::sin(p), std::cos(p), 0}}};
    yaw.m = {{{std::cos(y), -std::sin(y), 0, 0}, {std::sin(y), std::cos(y), 0, 0}, {0, 0, 1, 0}}};
    Affine moved = yaw * pitch;
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 3; ++c)
        moved.m[r][c] *= scale;
    moved.set_column(3, shift);
    return moved;
  }

  struct Subject {
    std::vector<float> values;
    volume::Grid grid;
    ImageView view() const { return {values, grid}; }
  };

  /// The same voxels on a grid that stands elsewhere; every `thin`-th slice alone.
  static Subject moved_head(const Affine &to_subject, int thin) {
    const Image &head = atlas->head;
    Subject subject;
    subject.grid = head.grid;
    subject.grid.size[2] = (head.grid.size[2] + thin - 1) / thin;
    const auto slice =
        static_cast<std::size_t>(head.grid.size[0]) * static_cast<std::size_t>(head.grid.size[1]);
    for (int k = 0; k < head.grid.size[2]; k += thin) {
      const auto from =
          head.values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(k) * slice);
      subject.values.insert(subject.values.end(), from, from + static_cast<std::ptrdiff_t>(slice));
    }
    subject.grid.index_to_ras_mm.set_column(2, head.grid.index_to_ras_mm.column(2) * thin);
    subject.grid.index_to_ras_mm = to_subject * subject.grid.index_to_ras_mm;
    return subject;
  }

  static double farthest_mm(const Registration &found, const Affine &truth) {
    double farthest = 0;
    for (const Vec3 &point : {atlas->landmarks.right_eye, atlas->landmarks.left_eye,
                              atlas->landmarks.nose, atlas->landmarks.right_ear})
      farthest = std::max(farthest, length(found.to_subject(point) - truth.apply(point)));
    return farthest;
  }

  static Atlas *atlas;
  static AtlasPyramid *pyramid;
};

Atlas *Register::atlas = nullptr;
AtlasPyramid *Register::pyramid = nullptr;

TEST_F(Register, FindsAKnownMovement) {
  const Affine truth = movement(20, 12, 0.93, {15, -40, 30});
  const Subject subject = moved_head(truth, 1);
  const Registration found = Registrar(*pyramid, subject.view()).best();
  EXPECT_TRUE(found.is_plausible);
  EXPECT_NEAR(found.scale, 0.93, 0.01);
  EXPECT_LT(farthest_mm(found, truth), 2); // half the step of the last level
}

TEST_F(Register, FindsItInThickSlicesOfAnotherContrast) {
  const Affine truth = movement(-18, -10, 1.05, {0, 20, -10});
  Subject subject = moved_head(truth, 5);
  for (float &value : subject.values)
    value = value > 20 ? 260 - value : value;
  const Registration found = Registrar(*pyramid, subject.view()).best();
  EXPECT_TRUE(found.is_plausible);
  EXPECT_LT(farthest_mm(found, truth), 4); // a slice
}

TEST_F(Register, GivesTheSameNumbersAgain) {
  const Subject subject = moved_head(movement(10, 5, 1, {1, 2, 3}), 3);
  const Registration one = Registrar(*pyramid, subject.view()).best(),
                     two = Registrar(*pyramid, subject.view()).best();
  EXPECT_EQ(one.atlas_to_subject, two.atlas_to_subject);
  EXPECT_EQ(one.likeness, two.likeness);
}

TEST_F(Register, ClaimsNothingOfAnEmptyPicture) {
  Subject subject = moved_head(movement(0, 0, 1, {}), 4);
  std::fill(subject.values.begin(), subject.values.end(), 0.0F);
  EXPECT_FALSE(Registrar(*pyramid, subject.view()).best().is_plausible);
}

/// No head lies turned so far: what fits so is another thing, or the header lies.
TEST_F(Register, BelievesNoHeadThatLiesOnItsSide) {
  const Affine steep = movement(65, 0, 0.93, {0, 0, 0});
  const Subject subject = moved_head(steep, 3);
  Hint by_eyes{steep, {atlas->landmarks.right_eye, atlas->landmarks.left_eye}, {}, Trust::exact};
  for (std::size_t eye = 0; eye < 2; ++eye)
    by_eyes.seen_eyes_ras_mm[eye] = steep.apply(by_eyes.atlas_eyes_ras_mm[eye]);
  Registration known;
  known.atlas_to_subject = steep;
  const Registration found = Registrar(*pyramid, subject.view()).near(known, by_eyes);
  EXPECT_LT(farthest_mm(found, steep), 5); // it lies there
  EXPECT_FALSE(found.is_plausible);
}

TEST_F(Register, NamesWhatAnAtlasLacks) {
  const auto missing = load_atlas("/nonexistent/head.nii.gz", "/nonexistent/brain.nii.gz");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "FACE-NO-ATLAS");
}

} // namespace
} // namespace curate::face
