#include "libcurate/dicom/siemens_mosaic.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/siemens.hpp>

#include "tests/support/csa.hpp"
#include "tests/support/parsed.hpp"

namespace curate::dicom::siemens {
namespace {

using support::Elements;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Vec3 left{1, 0, 0}, back{0, 1, 0}, head{0, 0, 1};

TEST(siemens_mosaic, slices_are_numbered_to_the_left_to_the_back_and_to_the_head) {
  // Sagittal pictures: rows run to the back, columns to the feet; row x column is to the right.
  EXPECT_EQ(usual_slice_normal_lps(back, head * -1.0, false), left);
  EXPECT_EQ(usual_slice_normal_lps(left, head * -1.0, false), back);
  EXPECT_EQ(usual_slice_normal_lps(left, back, false), head);
  EXPECT_EQ(usual_slice_normal_lps(left, back, true), head * -1.0);
  const double half = std::sqrt(0.5);
  const Vec3 oblique = usual_slice_normal_lps({0, 1, 0}, {half, 0, -half}, false);
  EXPECT_NEAR(std::abs(oblique[0]), half, 1e-9);
  EXPECT_GT(oblique[2], 0); // of two equal axes the one to the head
}

TEST(siemens_mosaic, long_ice_dimensions_name_the_slices) {
  EXPECT_EQ(slice_count_of("X_1_1_1_1_1_1_9_1_1_17_1_629_1_2_1_1_1_1_1_33_1_1"), 33);
  EXPECT_EQ(slice_count_of("X_1_1_1_1_1_1_9_1_1_17_1_629"), std::nullopt);
  EXPECT_EQ(slice_count_of("X_1_1_1_1_1_1_9_1_1_17_1_629_1_2_1_1_1_1_1_99999_1_1"), std::nullopt);
}

Elements mosaic(const std::string &protocol) {
  Elements set;
  set.text(tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\M\\MOSAIC");
  set.text(tags::manufacturer, Vr::LO, "SIEMENS");
  set.text(Tag{0x0021, 0x0010}, Vr::LO, "SIEMENS MR SDS 01");
  set.bytes(
      Tag{0x0021, 0x1019}, Vr::OB,
      support::bytes_of(fmt::format("### ASCCONV BEGIN ###\n{}\n### ASCCONV END ###", protocol)));
  return set;
}

Frame sagittal() {
  Frame frame;
  frame.row_lps = back;
  frame.column_lps = head * -1.0;
  frame.has_orientation = true;
  return frame;
}

TEST(siemens_mosaic, without_a_csa_header_the_protocol_tells) {
  const auto header = support::parsed(mosaic("sSliceArray.lSize = 12"));
  const auto made = mosaic_of(FrameView(header.root()), std::nullopt, sagittal());
  ASSERT_TRUE(made);
  EXPECT_EQ(made->slice_count, 12);
  EXPECT_EQ(made->tile_columns, 4);
  EXPECT_EQ(made->slice_normal_lps, left);
  EXPECT_THAT(made->slice_times_ms, IsEmpty());
}

TEST(siemens_mosaic, reversed_numbering_turns_its_own_orientation_only) {
  const auto reversed =
      support::parsed(mosaic("sSliceArray.lSize = 12\nsSliceArray.ucImageNumbSag = 0x1"));
  EXPECT_EQ(mosaic_of(FrameView(reversed.root()), std::nullopt, sagittal())->slice_normal_lps,
            left * -1.0);
  const auto other =
      support::parsed(mosaic("sSliceArray.lSize = 12\nsSliceArray.ucImageNumbTra = 0x1"));
  EXPECT_EQ(mosaic_of(FrameView(other.root()), std::nullopt, sagittal())->slice_normal_lps, left);
}

TEST(siemens_mosaic, the_xa_line_names_its_slices_in_the_ice_dimensions) {
  Elements set = mosaic("sSliceArray.lSize = 99");
  set.text(Tag{0x0021, 0x0011}, Vr::LO, "SIEMENS MR SDI 02");
  set.text(Tag{0x0021, 0x118E}, Vr::ST, "X_1_1_1_1_1_1_9_1_1_17_1_629_1_2_1_1_1_1_1_33_1_1");
  const auto header = support::parsed(set);
  EXPECT_EQ(mosaic_of(FrameView(header.root()), std::nullopt, sagittal())->slice_count, 33);
}

TEST(siemens_mosaic, stays_closed_where_nothing_says_of_how_many_slices) {
  const auto header = support::parsed(mosaic("other = 1"));
  const auto made = mosaic_of(FrameView(header.root()), std::nullopt, sagittal());
  ASSERT_TRUE(made);
  EXPECT_EQ(made->slice_count, 0);
}

} // namespace
} // namespace curate::dicom::siemens
