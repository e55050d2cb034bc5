#include "libcurate/legible/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/legible/made_lines.hpp"

namespace curate::legible {

void PrintTo(const TextBox &box, std::ostream *out) {
  *out << '(' << box.left << ", " << box.top << ") to (" << box.right << ", " << box.bottom << ')';
}

namespace {

GreyPicture uniform(int columns, int rows, std::uint16_t value) {
  return {columns, rows,
          std::vector<std::uint16_t>(
              static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), value)};
}

Reader reader() {
  auto made = Reader::make();
  EXPECT_TRUE(made) << (made ? "" : made.error().remedy);
  return std::move(*made);
}

TEST(reader, finds_text_on_black) {
  GreyPicture picture = uniform(256, 128, 0);
  const TextBox ink =
      support::draw_text(picture, "DOE^JANE 4711", 20, 40, {14, 1000, false, false});
  const auto boxes = reader().find(picture);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_LE(boxes[0].left, ink.left + 3);
  EXPECT_GE(boxes[0].right, ink.right - 3);
  EXPECT_LE(boxes[0].top, ink.top + 2);
  EXPECT_GE(boxes[0].bottom, ink.bottom - 2);
  EXPECT_LT(boxes[0].width(), ink.width() + 20);
}

TEST(reader, finds_dark_text_on_a_page) {
  GreyPicture picture = uniform(300, 200, 900);
  support::draw_text(picture, "Patient: Smith, John", 10, 20, {14, 0, false, false});
  support::draw_text(picture, "born 12/03/1961", 10, 120, {16, 0, true, false});
  EXPECT_EQ(reader().find(picture).size(), 2U);
}

TEST(reader, finds_text_in_both_corners_of_a_large_picture) {
  GreyPicture picture = uniform(2600, 1400, 100);
  support::draw_text(picture, "MUELLER ANNA", 12, 8, {20, 3000, true, false});
  support::draw_text(picture, "4711-0815", 2380, 1360, {20, 3000, false, false});
  const auto boxes = reader().find(picture);
  ASSERT_EQ(boxes.size(), 2U);
  EXPECT_LT(boxes[0].right, 300);
  EXPECT_GT(boxes[1].left, 2300);
}

TEST(reader, gives_the_same_whatever_it_read_before) {
  GreyPicture first = uniform(200, 60, 0), second = uniform(200, 60, 0);
  support::draw_text(first, "Nguyen Minh", 5, 20, {12, 800, true, false});
  support::draw_text(second, "F 067Y 1957", 5, 20, {12, 800, true, false});
  Reader one = reader();
  const auto alone = one.find(first);
  one.find(second);
  EXPECT_EQ(one.find(first), alone);
  EXPECT_EQ(reader().find(first), alone);
}

TEST(reader, passes_pictures_without_text) {
  Reader one = reader();
  EXPECT_TRUE(one.find(uniform(300, 300, 0)).empty());
  EXPECT_TRUE(one.find(uniform(300, 300, 65535)).empty());
  EXPECT_TRUE(one.find({}).empty());
  EXPECT_TRUE(one.find({100, 100, {1, 2, 3}}).empty());
  EXPECT_TRUE(one.find({-1, 4, {}}).empty());
}

TEST(reader, takes_no_tissue_for_text) {
  Reader one = reader();
  for (const int side_px : {64, 256})
    for (const GreyPicture &slice : support::head_slices(side_px))
      EXPECT_THAT(one.find(slice), testing::IsEmpty()) << side_px;
}

TEST(reader, is_not_kept_by_noise) {
  support::Random random(4);
  GreyPicture picture = uniform(512, 512, 0);
  for (auto &pixel : picture.pixels)
    pixel = static_cast<std::uint16_t>(random.next() & 0xFFF);
  EXPECT_TRUE(reader().find(picture).empty());
}

// 60 lines of 8 to 32 px, on heads and on black. Of letters with hard edges all but a few are
// found, of those with soft edges some three in four: the limits are what is measured, and guard
// it.
TEST(reader, finds_made_lines) {
  Reader one = reader();
  int hard = 0, hard_found = 0, soft = 0, soft_found = 0;
  for (const auto &line : support::made_lines(support::head_slices(320), 60, 11)) {
    const bool is_found = support::share_covered(line, one.find(line.picture)) > 0.95;
    (line.lettering.is_smooth ? soft : hard) += 1;
    (line.lettering.is_smooth ? soft_found : hard_found) += is_found ? 1 : 0;
  }
  RecordProperty("hard", std::to_string(hard_found) + " of " + std::to_string(hard));
  RecordProperty("soft", std::to_string(soft_found) + " of " + std::to_string(soft));
  EXPECT_GE(hard + soft, 60);
  EXPECT_GE(hard_found * 100, hard * 90);
  EXPECT_GE(soft_found * 100, soft * 70);
}

RC_GTEST_PROP(reader, gives_boxes_inside_any_picture, ()) {
  const int columns = *rc::gen::inRange(1, 90), rows = *rc::gen::inRange(1, 90);
  GreyPicture picture = uniform(columns, rows, *rc::gen::arbitrary<std::uint16_t>());
  support::Random random(*rc::gen::arbitrary<std::uint64_t>());
  const int bits = *rc::gen::inRange(0, 17), share = *rc::gen::inRange(0, 100);
  for (auto &pixel : picture.pixels)
    if (random.uniform() * 100 < share)
      pixel = static_cast<std::uint16_t>(random.next() & ((1U << bits) - 1));
  support::draw_text(
      picture, "SMITH 4711", *rc::gen::inRange(-40, 80), *rc::gen::inRange(-10, 80),
      {*rc::gen::inRange(1, 40), *rc::gen::arbitrary<std::uint16_t>(), false, false});
  static Reader one = reader();
  const auto boxes = one.find(picture);
  for (const TextBox &box : boxes) {
    RC_ASSERT(0 <= box.left && box.left < box.right && box.right <= columns);
    RC_ASSERT(0 <= box.top && box.top < box.bottom && box.bottom <= rows);
  }
  RC_ASSERT(std::ranges::is_sorted(boxes));
}

} // namespace
} // namespace curate::legible
