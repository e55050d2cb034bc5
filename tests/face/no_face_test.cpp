#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/face/defacer.hpp>
#include <libcurate/face/placing.hpp>
#include <libcurate/face/removal.hpp>
#include <libcurate/face/right_angles.hpp>
#include <libcurate/face/without_face.hpp>
#include <libcurate/nifti/read.hpp>

#include "tests/face/picture.hpp"
#include "tests/support/brain_of.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/head.hpp"
#include "tests/support/implicit.hpp"
#include "tests/support/random.hpp"

namespace curate::face {
namespace {

using support::Contrast;
using support::Head;

/// What is no face, or no longer one: nothing is claimed and nothing taken, and the code says why.
class NoFace : public ::testing::Test {
protected:
  static void SetUpTestSuite() {
    auto atlas = installed_atlas();
    ASSERT_TRUE(atlas);
    prepared = std::make_shared<PreparedAtlas>(std::move(*atlas));
    head = std::make_unique<Head>(support::Traits{.seed = 2});
    defacer = std::make_unique<Defacer>(prepared);
  }
  static void TearDownTestSuite() {
    defacer.reset();
    prepared.reset();
    head.reset();
  }

  static volume::Grid grid_of(const Vec3 &extent_mm, double step_mm, const Vec3 &centre) {
    volume::Grid grid;
    for (std::size_t a = 0; a < 3; ++a)
      grid.size[a] = static_cast<int>(extent_mm[a] / step_mm);
    grid.index_to_ras_mm = support::centred_grid(grid.size, {step_mm, step_mm, step_mm}, centre);
    return grid;
  }

  /// A made head, 2.5 mm.
  static Picture head_of(Contrast contrast, double noise = 12) {
    Picture made{{}, grid_of({180, 230, 240}, 2.5, {0, -10, -35})};
    made.values = head->sample({.contrast = contrast, .noise = noise}, made.grid.index_to_ras_mm,
                               made.grid.size, 5);
    return made;
  }

  /// What `value_of` says of each place, with the noise of a magnitude picture.
  static Picture picture_of(const volume::Grid &grid, const auto &value_of) {
    Picture made{{}, grid};
    each(made, [&](const Vec3 &place, float) { return static_cast<float>(value_of(place)); });
    support::add_noise(made.values, 8, true, 3);
    return made;
  }

  /// Gives every voxel the value that `change(place, value)` says.
  static void each(Picture &made, const auto &change) {
    made.values.resize(voxel_count(made.grid));
    std::size_t at = 0;
    for (int k = 0; k < made.grid.size[2]; ++k)
      for (int j = 0; j < made.grid.size[1]; ++j)
        for (int i = 0; i < made.grid.size[0]; ++i, ++at)
          made.values[at] =
              change(made.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}), made.values[at]);
  }

  /// Sets to 0 where `is_cut`, as other tools do.
  static Picture cut(Picture made, const auto &is_cut) {
    each(made, [&](const Vec3 &place, float value) { return is_cut(place) ? 0 : value; });
    return made;
  }

  static Vec3 between_eyes() { return (head->eyes_ras_mm()[0] + head->eyes_ras_mm()[1]) * 0.5; }

  /// Takes the face away of a head over which the atlas lies so.
  static void take_face(Picture &made, const Placing &placing) {
    const Removal removal = removal_of(*prepared, placing, {}, false);
    fill(made.values, made.grid, mask_on(removal, made.grid), removal, Fill::background);
  }

  /// Nothing is claimed, nothing taken; gives the code.
  static std::string code_of(const Picture &made) {
    const Defaced defaced = defacer->deface(made.view());
    EXPECT_NE(defaced.verdict.face, Found::found);
    EXPECT_NE(defaced.verdict.outcome, Outcome::removed);
    EXPECT_TRUE(defaced.mask.empty());
    return defaced.verdict.code;
  }

  static std::shared_ptr<PreparedAtlas> prepared;
  static std::unique_ptr<Head> head;
  static std::unique_ptr<Defacer> defacer;
};

std::shared_ptr<PreparedAtlas> NoFace::prepared;
std::unique_ptr<Head> NoFace::head;
std::unique_ptr<Defacer> NoFace::defacer;

TEST_F(NoFace, BlankAndNoise) {
  const auto grid = grid_of({180, 230, 240}, 2.5, {0, -10, -35});
  Picture blank{std::vector<float>(voxel_count(grid), 0.0F), grid};
  EXPECT_EQ(code_of(blank), "FACE-NO-HEAD");
  support::Random random(3);
  Picture noise = blank;
  for (float &value : noise.values)
    value = static_cast<float>(random.uniform() * 100);
  EXPECT_EQ(code_of(noise), "FACE-NO-HEAD");
}

TEST_F(NoFace, TwoHeadsInOnePicture) {
  const Picture one = head_of(Contrast::t1w);
  Picture two{{}, one.grid};
  two.grid.size[0] *= 2;
  two.values.reserve(2 * one.values.size());
  const auto row = static_cast<std::ptrdiff_t>(one.grid.size[0]);
  for (auto from = one.values.begin(); from != one.values.end(); from += row)
    for (int copy = 0; copy < 2; ++copy)
      two.values.insert(two.values.end(), from, from + row);
  EXPECT_EQ(code_of(two), "FACE-TWO-HEADS");
}

TEST_F(NoFace, TrunkAndKnee) {
  const auto trunk = picture_of(grid_of({400, 300, 300}, 4, {0, 0, 0}), [](const Vec3 &place) {
    const double skin = std::hypot(place[0] / 170, place[1] / 110);
    if (skin > 1) return 0;
    if (std::hypot(place[0], place[1] + 70) < 22) return 250; // spine
    return std::abs(place[0]) > 40 && skin < 0.75 && place[2] > 0 ? 30 : 600;
  });
  EXPECT_EQ(code_of(trunk), "FACE-NO-HEAD");
  const auto knee = picture_of(grid_of({160, 160, 170}, 2.5, {0, 0, 0}), [](const Vec3 &place) {
    const double bulge = 62 + 6 * std::cos(place[2] / 25), apart = std::hypot(place[0], place[1]);
    if (apart > bulge) return 0;
    if (apart > bulge - 9) return 900; // fat
    const double bone = std::hypot(place[0], place[1] - 8);
    if (bone < 34 + 8 * std::sin(place[2] / 20) && std::abs(place[2]) > 4) return 500;
    return 300;
  });
  EXPECT_EQ(code_of(knee), "FACE-NOT-PLACED");
}

/// A dog's head: a small skull before long jaws.
TEST_F(NoFace, Animal) {
  using namespace support::implicit;
  const auto made = picture_of(grid_of({180, 300, 200}, 2.5, {0, 30, 0}), [](const Vec3 &place) {
    const Point p{std::abs(place[0]), place[1], place[2]};
    double skin = ellipsoid(p, {0, -20, 10}, {62, 72, 56});
    skin = join(skin, rod(p, {0, 20, -5}, {0, 145, -30}, 46, 24), 25);
    skin = join(skin, rod(p, {0, -40, -40}, {0, -90, -110}, 45, 52), 25);
    skin = join(skin, ellipsoid(p, {58, -30, 30}, {10, 26, 44}), 8);
    if (skin > 0) return 0;
    if (skin > -4) return 700; // skin and fat
    const double brain = ellipsoid(p, {0, -22, 16}, {32, 42, 28});
    if (brain < 0) return brain > -8 ? 350 : 500;
    if (brain < 7) return 40; // skull
    const double nose = rod(p, {0, 50, -5}, {0, 140, -24}, 14, 10);
    return nose < 0 ? 10 : 300;
  });
  EXPECT_EQ(code_of(made), "FACE-NOT-PLACED");
}

/// A cylinder like the one of the American College of Radiology: water with a grid, rods and
/// wedges.
TEST_F(NoFace, PhantomWithStructure) {
  const auto made = picture_of(grid_of({220, 220, 180}, 2.5, {0, 0, 0}), [](const Vec3 &place) {
    const double apart = std::hypot(place[0], place[1]);
    if (apart > 95 || std::abs(place[2]) > 74) return 0;
    const bool is_grid = std::abs(place[2] - 20) < 8 && (std::fmod(std::abs(place[0]), 15) < 3 ||
                                                         std::fmod(std::abs(place[1]), 15) < 3);
    if (is_grid) return 60;
    if (std::abs(place[2] + 40) < 6 && std::abs(place[1]) < 10) return 80;
    return 800;
  });
  const std::string code = code_of(made);
  EXPECT_TRUE(code == "FACE-NOT-PLACED" || code == "FACE-NO-HEAD") << code;
}

TEST_F(NoFace, Bottle) {
  const auto made = picture_of(grid_of({170, 170, 260}, 2.5, {0, 0, 0}), [](const Vec3 &place) {
    const double apart = std::hypot(place[0], place[1]);
    const double wall = place[2] < 50 ? 58 : 58 - 0.9 * (place[2] - 50);
    if (apart > std::max(wall, 16.0) || std::abs(place[2]) > 115) return 0;
    return place[2] > 95 ? 5 : 700 + static_cast<int>(2 * apart);
  });
  const std::string code = code_of(made);
  EXPECT_TRUE(code == "FACE-NOT-PLACED" || code == "FACE-NO-HEAD") << code;
}

TEST_F(NoFace, BrainsWithoutTheirSkull) {
  for (const Contrast contrast : {Contrast::t2w, Contrast::flair}) {
    const auto made =
        cut(head_of(contrast), [](const Vec3 &place) { return !support::is_brain(*head, place); });
    EXPECT_EQ(code_of(made), "FACE-SKULL-STRIPPED");
  }
}

TEST_F(NoFace, MadeHeadsWhoseFaceWasTaken) {
  Placing placing;
  for (std::size_t a = 0; a < 3; ++a)
    placing.atlas_to_subject.m[a][a] = 0.93;
  placing.right_eye_ras_mm = head->eyes_ras_mm()[0];
  placing.left_eye_ras_mm = head->eyes_ras_mm()[1];
  for (const Contrast contrast : {Contrast::t1w, Contrast::t2w}) {
    Picture made = head_of(contrast);
    take_face(made, placing);
    EXPECT_EQ(code_of(made), "FACE-ALREADY-REMOVED");
  }
}

TEST_F(NoFace, RealHeadsWhoseFaceWasTaken) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the public heads are not here";
  for (const char *name : {"mr09_dcm_qa_xa30_t1_2mm", "ct03_vtk_headsq"}) {
    SCOPED_TRACE(name);
    const auto read = nifti::read(*data / "heads" / (std::string(name) + ".nii.gz"));
    ASSERT_TRUE(read);
    Picture made{first_volume(read->voxels, read->grid), read->grid};
    const Defaced first = defacer->deface(made.view());
    ASSERT_EQ(first.verdict.outcome, Outcome::removed) << first.verdict.code;
    fill(made.values, made.grid, first.mask, *first.removal, Fill::background);
    EXPECT_EQ(code_of(made), "FACE-ALREADY-REMOVED");
  }
}

/// What other tools leave of a face goes as well, or is known as gone: nothing is written with it.
TEST_F(NoFace, HeadsThatOtherToolsCut) {
  const Vec3 eyes = between_eyes();
  const Picture whole = head_of(Contrast::t1w);
  const Vec3 slanted = unit(Vec3{0, 1, -0.8});
  // Below a plane and before another, as pydeface does.
  const Defaced defaced = defacer->deface(
      cut(whole, [&](const Vec3 &p) { return p[1] > eyes[1] - 20 && p[2] < eyes[2] + 10; }).view());
  EXPECT_NE(defaced.verdict.face, Found::found);
  EXPECT_EQ(defaced.verdict.outcome, Outcome::removed) << defaced.verdict.code;
  EXPECT_EQ(defaced.verdict.placed_by, PlacedBy::registration);
  EXPECT_LE(defaced.verdict.score_after.value_or(-9), 0);
  // Before a slanted plane, as quickshear does.
  const Verdict sheared = defacer->check(
      cut(whole, [&](const Vec3 &p) { return dot(p - eyes, slanted) > -30; }).view());
  EXPECT_NE(sheared.face, Found::found);
  EXPECT_TRUE(sheared.outcome == Outcome::removed || sheared.code == "FACE-ALREADY-REMOVED")
      << sheared.code;
}

/// To call a face gone that is there would let it pass: every contrast, on air that is black as
/// what a tool leaves.
TEST_F(NoFace, NoFaceIsCalledGone) {
  for (const Contrast contrast : {Contrast::t1w, Contrast::t2w, Contrast::flair}) {
    const Picture made = head_of(contrast, 0);
    // Where the atlas lies well, and 15 mm and 15 degrees beside.
    for (const double off : {0.0, 0.26}) {
      Affine laid;
      laid.m = {{{0.93, 0, 0, off * 50},
                 {0, 0.93 * std::cos(off), -0.93 * std::sin(off), 0},
                 {0, 0.93 * std::sin(off), 0.93 * std::cos(off), off * 50}}};
      for (const Depth depth : {Depth::front, Depth::whole}) {
        const Emptiness found = emptiness(*prepared, made.view(), laid, depth);
        EXPECT_LT(found.face, 0.5);
        EXPECT_GT(found.face_points, 1000U);
      }
    }
  }
}

/// Nor one that looks to where the header says that its top is.
TEST_F(NoFace, NoFaceIsCalledGoneThatStandsOtherwise) {
  Detector detector;
  const auto turns = right_angle_turns();
  for (const std::size_t turn : {2U, 9U}) {
    Picture made = head_of(Contrast::t1w, 0);
    made.grid.index_to_ras_mm = turns[turn] * made.grid.index_to_ras_mm;
    EXPECT_FALSE(without_face(*prepared, made.view(), {}, detector));
    EXPECT_TRUE(is_seen_from_any_side(made.view(), detector));
  }
}

TEST(RightAngleTurns, AreTheTwentyFourThatThereAre) {
  const auto turns = right_angle_turns();
  ASSERT_EQ(turns.size(), 24U);
  for (std::size_t a = 0; a < turns.size(); ++a) {
    EXPECT_EQ(turns[a].determinant(), 1);
    for (std::size_t b = 0; b < a; ++b)
      EXPECT_FALSE(turns[a] == turns[b]);
  }
  EXPECT_EQ(turns.front().column(0), (Vec3{1, 0, 0}));
  EXPECT_EQ(turns.front().column(1), (Vec3{0, 1, 0}));
}

} // namespace
} // namespace curate::face
