#include <gtest/gtest.h>
#include <libcurate/face/cut_before.hpp>
#include <libcurate/face/locate.hpp>

#include "tests/face/picture.hpp"
#include "tests/support/head.hpp"

namespace curate::face {
namespace {

using support::Contrast;
using support::Head;

const Head &head() {
  static const Head made({.seed = 2});
  return made;
}

Picture scanned(Contrast contrast, double noise, const Vec3 &step_mm) {
  Picture made{{}, {{}, {}}};
  const Vec3 extent_mm{180, 230, 240};
  for (std::size_t a = 0; a < 3; ++a)
    made.grid.size[a] = static_cast<int>(extent_mm[a] / step_mm[a]);
  made.grid.index_to_ras_mm = support::centred_grid(made.grid.size, step_mm, {0, -10, -35});
  made.values = head().sample({.contrast = contrast, .noise = noise}, made.grid.index_to_ras_mm,
                              made.grid.size, 5);
  return made;
}

/// With 0 where `is_cut`, as other tools leave it.
Picture cut(Picture made, const auto &is_cut) {
  std::size_t at = 0;
  const Vec3 eyes = (head().eyes_ras_mm()[0] + head().eyes_ras_mm()[1]) * 0.5;
  for (int k = 0; k < made.grid.size[2]; ++k)
    for (int j = 0; j < made.grid.size[1]; ++j)
      for (int i = 0; i < made.grid.size[0]; ++i, ++at)
        if (is_cut(made.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}) - eyes))
          made.values[at] = 0;
  return made;
}

bool is_front(const Vec3 &from_eyes) {
  return from_eyes[1] > -5 && from_eyes[2] < 20;
}

TEST(CutBefore, a_head_as_it_was_scanned_was_not) {
  for (const Contrast contrast : {Contrast::t1w, Contrast::t2w, Contrast::flair})
    for (const double noise : {6.0, 12.0, 30.0})
      EXPECT_LT(cut_edges(scanned(contrast, noise, {2, 1.5, 2}).view(), 80).front_cm2, 12) << noise;
  // Sharp on all sides, on air of one value.
  const Picture sharp = scanned(Contrast::t1w, 0, {2, 1.5, 2});
  EXPECT_GT(cut_edges(sharp.view(), 80).front_cm2, 100);
  EXPECT_FALSE(was_cut_before(sharp.view(), 80));
}

TEST(CutBefore, a_head_that_another_tool_cut_was) {
  for (const Contrast contrast : {Contrast::t1w, Contrast::t2w}) {
    const Picture whole = scanned(contrast, 12, {2, 1.5, 2});
    EXPECT_TRUE(was_cut_before(cut(whole, is_front).view(), 80));
    EXPECT_TRUE(was_cut_before(
        cut(whole, [](const Vec3 &p) { return p[1] - 0.5 * p[2] > 10; }).view(), 80));
  }
  // However the grid lies.
  Picture turned = cut(scanned(Contrast::t1w, 12, {2, 1.5, 2}), is_front);
  const auto row = static_cast<std::ptrdiff_t>(turned.grid.size[0]);
  const auto rows = turned.values.size() / static_cast<std::size_t>(row);
  for (std::size_t n = 0; n < rows; n += static_cast<std::size_t>(turned.grid.size[1])) {
    auto slice = turned.values.begin() + static_cast<std::ptrdiff_t>(n) * row;
    for (int a = 0, b = turned.grid.size[1] - 1; a < b; ++a, --b)
      std::swap_ranges(slice + a * row, slice + (a + 1) * row, slice + b * row);
  }
  auto &to_ras = turned.grid.index_to_ras_mm;
  to_ras.set_column(3, to_ras.apply({0, turned.grid.size[1] - 1.0, 0}));
  to_ras.set_column(1, to_ras.column(1) * -1);
  EXPECT_TRUE(was_cut_before(turned.view(), 80));
}

TEST(CutBefore, nothing_is_told_of_thick_slices_or_nothing) {
  const Picture thick = cut(scanned(Contrast::t1w, 12, {2, 4, 2}), is_front);
  EXPECT_EQ(cut_edges(thick.view(), 80).front_cm2, 0);
  EXPECT_EQ(cut_edges({}, 80).front_cm2, 0);
}

/// What is left of a face may be seen, but elsewhere than where the face was: nothing is taken.
TEST(CutBefore, nothing_is_taken_by_what_is_seen_of_a_cut_face) {
  auto atlas = installed_atlas();
  ASSERT_TRUE(atlas);
  Defacer defacer(std::make_shared<const PreparedAtlas>(std::move(*atlas)));
  const Picture made = cut(scanned(Contrast::t1w, 12, {2, 2, 2}),
                           [](const Vec3 &p) { return p[1] > 14 && p[2] < -5; });
  const Defaced defaced = defacer.deface(made.view());
  EXPECT_EQ(defaced.verdict.outcome, Outcome::refused);
  EXPECT_EQ(defaced.verdict.code, "FACE-CUT-BEFORE");
  EXPECT_TRUE(defaced.verdict.score_before);
  EXPECT_TRUE(defaced.mask.empty());
}

} // namespace
} // namespace curate::face
