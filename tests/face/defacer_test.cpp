#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/face/defacer.hpp>
#include <libcurate/face/locate.hpp>
#include <libcurate/face/own_brain.hpp>
#include <libcurate/face/placing.hpp>
#include <libcurate/face/residual.hpp>
#include <libcurate/nifti/read.hpp>

#include "tests/face/picture.hpp"
#include "tests/support/brain_of.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/head.hpp"
#include "tests/support/random.hpp"

namespace curate::face {
namespace {

using support::Contrast;
using support::Head;

class Deface : public ::testing::Test {
protected:
  static void SetUpTestSuite() {
    auto atlas = installed_atlas();
    ASSERT_TRUE(atlas);
    prepared = std::make_shared<PreparedAtlas>(std::move(*atlas));
    head = std::make_unique<Head>(support::Traits{.seed = 2});
  }
  static void TearDownTestSuite() {
    prepared.reset();
    head.reset();
  }

  static Picture picture(Contrast contrast, const Vec3 &step_mm) {
    Picture made;
    made.grid.size = {static_cast<int>(180 / step_mm[0]), static_cast<int>(240 / step_mm[1]),
                      static_cast<int>(250 / step_mm[2])};
    made.grid.index_to_ras_mm = support::centred_grid(made.grid.size, step_mm, {0, -10, -35});
    made.values =
        head->sample({.contrast = contrast}, made.grid.index_to_ras_mm, made.grid.size, 5);
    return made;
  }

  /// The part of the made head's brain that a mask takes.
  static std::size_t brain_taken(const Picture &made, std::span<const std::uint8_t> mask) {
    std::size_t taken = 0, at = 0;
    for (int k = 0; k < made.grid.size[2]; ++k)
      for (int j = 0; j < made.grid.size[1]; ++j)
        for (int i = 0; i < made.grid.size[0]; ++i, ++at)
          if (mask[at] != 0) {
            const Vec3 place = made.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
            taken += support::is_brain(*head, place) ? 1 : 0;
          }
    return taken;
  }

  static bool takes(const Picture &made, std::span<const std::uint8_t> mask, const Vec3 &ras_mm) {
    const Vec3 index = made.grid.index_to_ras_mm.inverse()->apply(ras_mm);
    const auto at = [&](std::size_t a) { return static_cast<std::size_t>(std::lround(index[a])); };
    return mask[(at(2) * static_cast<std::size_t>(made.grid.size[1]) + at(1)) *
                    static_cast<std::size_t>(made.grid.size[0]) +
                at(0)] != 0;
  }

  static std::shared_ptr<PreparedAtlas> prepared;
  static std::unique_ptr<Head> head;
};

std::shared_ptr<PreparedAtlas> Deface::prepared;
std::unique_ptr<Head> Deface::head;

TEST_F(Deface, KeepsTheEyesWhenAsked) {
  Defacer defacer(prepared, {.keep_eyes = true});
  const Picture made = picture(Contrast::t2w, {2, 2, 2});
  const Defaced defaced = defacer.deface(made.view());
  ASSERT_EQ(defaced.verdict.outcome, Outcome::removed) << defaced.verdict.code;
  EXPECT_FALSE(takes(made, defaced.mask, head->eyes_ras_mm()[0]));
  EXPECT_TRUE(takes(made, defaced.mask, head->nose_tip_ras_mm()));
}

TEST_F(Deface, LeavesWhatIsNoHead) {
  Defacer defacer(prepared);
  Picture noise = picture(Contrast::t1w, {2, 2, 2}), blank = noise, ball = noise;
  support::Random random(3);
  for (float &value : noise.values)
    value = static_cast<float>(random.uniform() * 100);
  std::ranges::fill(blank.values, 0.0F);
  std::size_t at = 0;
  for (int k = 0; k < ball.grid.size[2]; ++k)
    for (int j = 0; j < ball.grid.size[1]; ++j)
      for (int i = 0; i < ball.grid.size[0]; ++i, ++at)
        ball.values[at] = length(ball.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}) -
                                 Vec3{0, -10, -35}) < 80
                              ? 500.0F + 20 * static_cast<float>(random.uniform())
                              : 10 * static_cast<float>(random.uniform());
  for (const Picture *made : {&noise, &blank, &ball}) {
    const Defaced defaced = defacer.deface(made->view());
    EXPECT_NE(defaced.verdict.face, Found::found);
    EXPECT_NE(defaced.verdict.outcome, Outcome::removed);
    EXPECT_TRUE(defaced.mask.empty());
    EXPECT_FALSE(defaced.verdict.code.empty());
  }
}

TEST_F(Deface, NamesAHeadThatStandsOtherwise) {
  Defacer defacer(prepared);
  Picture made = picture(Contrast::t1w, {2, 2, 2});
  Affine over;
  over.m = {{{1, 0, 0, 0}, {0, -1, 0, 0}, {0, 0, -1, 0}}};
  made.grid.index_to_ras_mm = over * made.grid.index_to_ras_mm;
  const Defaced defaced = defacer.deface(made.view());
  EXPECT_EQ(defaced.verdict.outcome, Outcome::refused);
  EXPECT_EQ(defaced.verdict.code, "FACE-ORIENTATION");
}

TEST_F(Deface, TakesTheFaceAndNotTheBrain) {
  Defacer defacer(prepared);
  const Picture made = picture(Contrast::t1w, {2, 2, 2});
  const Defaced defaced = defacer.deface(made.view());
  EXPECT_EQ(defaced.verdict.face, Found::found);
  ASSERT_EQ(defaced.verdict.outcome, Outcome::removed) << defaced.verdict.code;
  EXPECT_GE(defaced.verdict.score_before.value_or(-9), face_score);
  EXPECT_LE(defaced.verdict.score_after.value_or(-9), 0);
  EXPECT_EQ(brain_taken(made, defaced.mask), 0U);
  for (const Vec3 &point : {head->eyes_ras_mm()[0], head->eyes_ras_mm()[1], head->nose_tip_ras_mm(),
                            head->chin_ras_mm()})
    EXPECT_TRUE(takes(made, defaced.mask, point));
}

TEST_F(Deface, SecondPictureLosesWhatTheFirstLost) {
  Defacer defacer(prepared);
  const Picture first = picture(Contrast::t1w, {2, 2, 2}),
                second = picture(Contrast::flair, {1, 1, 5});
  const Defaced one = defacer.deface(first.view());
  ASSERT_TRUE(one.removal);
  const Removal removal = *one.removal;
  const Defaced two = defacer.deface(second.view(), std::span(&removal, 1));
  ASSERT_EQ(two.verdict.outcome, Outcome::removed) << two.verdict.code;
  std::vector<std::uint8_t> of_first = mask_on(removal, second.grid);
  std::size_t given_back = 0;
  for (std::size_t at = 0; at < of_first.size(); ++at)
    if (of_first[at] != 0 && two.mask[at] == 0) ++given_back;
  // What its own brain protects is all that may stay.
  EXPECT_LT(static_cast<double>(given_back), 0.02 * static_cast<double>(of_first.size()));
  EXPECT_EQ(brain_taken(second, two.mask), 0U);
}

TEST_F(Deface, NamesABrainWithoutItsSkull) {
  Defacer defacer(prepared);
  Picture made = picture(Contrast::t1w, {2, 2, 2});
  std::size_t at = 0;
  for (int k = 0; k < made.grid.size[2]; ++k)
    for (int j = 0; j < made.grid.size[1]; ++j)
      for (int i = 0; i < made.grid.size[0]; ++i, ++at)
        if (!support::is_brain(*head, made.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k})))
          made.values[at] = 0;
  const Defaced defaced = defacer.deface(made.view());
  EXPECT_EQ(defaced.verdict.outcome, Outcome::no_face);
  EXPECT_EQ(defaced.verdict.code, "FACE-SKULL-STRIPPED");
}

TEST_F(Deface, SecondTimeSaysThatItIsGone) {
  Defacer defacer(prepared);
  Picture made{prepared->atlas.head.values, prepared->atlas.head.grid};
  const Defaced defaced = defacer.deface(made.view());
  ASSERT_EQ(defaced.verdict.outcome, Outcome::removed);
  fill(made.values, made.grid, defaced.mask, *defaced.removal, Fill::background);
  const Defaced again = defacer.deface(made.view());
  EXPECT_EQ(again.verdict.outcome, Outcome::no_face);
  EXPECT_EQ(again.verdict.code, "FACE-ALREADY-REMOVED");
}

TEST_F(Deface, BrainOfTheTemplateIsWholeWithoutItsMask) {
  // Colin27 laid over itself, its brain seen in the picture alone.
  const Image &colin = prepared->atlas.head;
  Placing placing;
  for (std::size_t axis = 0; axis < 3; ++axis)
    placing.atlas_to_subject.m[axis][axis] = 1;
  placing.right_eye_ras_mm = prepared->atlas.landmarks.right_eye;
  placing.left_eye_ras_mm = prepared->atlas.landmarks.left_eye;
  const auto own = own_brain({colin.values, colin.grid}, placing.atlas_to_subject);
  ASSERT_TRUE(own);
  Removal removal = removal_of(*prepared, placing, {}, false);
  removal.brain = Hull(own->border_ras_mm);
  const auto mask = mask_on(removal, colin.grid);
  std::size_t brain = 0, brain_taken = 0;
  for (std::size_t at = 0; at < mask.size(); ++at)
    if (prepared->atlas.brain.values[at] > 0) {
      ++brain;
      brain_taken += mask[at];
    }
  EXPECT_GT(brain, 1'500'000U);
  EXPECT_EQ(brain_taken, 0U);
  EXPECT_TRUE(own->volume_ml > 1400);
}

TEST_F(Deface, RealHeads) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the public heads are not here";
  Defacer defacer(prepared);
  for (const char *name : {"mr02_colin27_ch2", "mr09_dcm_qa_xa30_t1_2mm",
                           "mr10_niivue_T1_head_ext2", "ct03_vtk_headsq"}) {
    SCOPED_TRACE(name);
    const auto read = nifti::read(*data / "heads" / (std::string(name) + ".nii.gz"));
    ASSERT_TRUE(read);
    Picture made{first_volume(read->voxels, read->grid), read->grid};
    const Defaced defaced = defacer.deface(made.view());
    EXPECT_EQ(defaced.verdict.face, Found::found);
    ASSERT_EQ(defaced.verdict.outcome, Outcome::removed) << defaced.verdict.code;
    EXPECT_LE(defaced.verdict.score_after.value_or(-9), 0);
    EXPECT_EQ(brain_voxels_in(defaced.mask, *defaced.removal, made.grid), 0U);
  }
}

} // namespace
} // namespace curate::face
