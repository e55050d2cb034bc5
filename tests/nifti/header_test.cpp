#include <algorithm>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/nifti/gradients.hpp>
#include <libcurate/nifti/header.hpp>
#include <libcurate/nifti/write.hpp>
#include <rapidcheck/gtest.h>

namespace curate::nifti {
namespace {

template <typename T> T at(std::span<const std::byte> bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

volume::Grid grid() {
  volume::Grid out;
  out.size = {4, 3, 2};
  out.index_to_ras_mm.m = {{{-2, 0, 0, 90}, {0, 2, 0, -126}, {0, 0, 3, -72}}};
  return out;
}

volume::Voxels voxels() {
  volume::Voxels out;
  out.volume_count = 2;
  out.slope = 0.5;
  out.intercept = -7;
  for (int i = 0; i < 4 * 3 * 2 * 2 * 2; ++i)
    out.bytes.push_back(static_cast<std::byte>(i));
  return out;
}

volume::Acquisition acquisition() {
  volume::Acquisition out;
  out.repetition_time_s = 2.5;
  out.phase_encoding_direction = volume::Direction::j_minus;
  out.slice_timing_s = {0, 1};
  return out;
}

// Offsets are written out from the standard, apart from the writer's own table.
// Source: nifti1.h, struct nifti_1_header.
TEST(header, holds_every_field_where_the_standard_says) {
  const auto bytes = to_bytes(grid(), voxels(), acquisition());
  ASSERT_TRUE(bytes);
  EXPECT_EQ(at<std::int32_t>(*bytes, 0), 348);
  const std::int16_t dim[] = {4, 4, 3, 2, 2, 1, 1, 1};
  for (std::size_t i = 0; i < 8; ++i)
    EXPECT_EQ(at<std::int16_t>(*bytes, 40 + 2 * i), dim[i]);
  EXPECT_EQ(at<std::uint8_t>(*bytes, 39), 1 | 2 << 2 | 3 << 4);
  EXPECT_EQ(at<std::int16_t>(*bytes, 70), 4);
  EXPECT_EQ(at<std::int16_t>(*bytes, 72), 16);
  const float pixdim[] = {-1, 2, 2, 3, 2.5F, 1, 1, 1};
  for (std::size_t i = 0; i < 8; ++i)
    EXPECT_EQ(at<float>(*bytes, 76 + 4 * i), pixdim[i]);
  EXPECT_EQ(at<float>(*bytes, 108), 352);
  EXPECT_EQ(at<float>(*bytes, 112), 0.5F);
  EXPECT_EQ(at<float>(*bytes, 116), -7);
  EXPECT_EQ(at<std::uint8_t>(*bytes, 123), 10);
  EXPECT_EQ(at<float>(*bytes, 124), 0); // cal_max
  EXPECT_EQ(at<float>(*bytes, 128), 0); // cal_min
  EXPECT_EQ(at<std::int16_t>(*bytes, 252), 1);
  EXPECT_EQ(at<std::int16_t>(*bytes, 254), 1);
  const float srow[] = {-2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 3, -72};
  for (std::size_t i = 0; i < 12; ++i)
    EXPECT_EQ(at<float>(*bytes, 280 + 4 * i), srow[i]);
  EXPECT_EQ(std::memcmp(bytes->data() + 344, "n+1", 4), 0);
  EXPECT_EQ(bytes->size(), 352 + voxels().bytes.size());
  EXPECT_EQ(at<std::uint8_t>(*bytes, 352 + 5), 5);
}

TEST(header, holds_no_text) {
  const auto bytes = to_bytes(grid(), voxels(), acquisition());
  ASSERT_TRUE(bytes);
  const auto is_zero = [&](std::size_t from, std::size_t to) {
    return std::all_of(bytes->begin() + static_cast<std::ptrdiff_t>(from),
                       bytes->begin() + static_cast<std::ptrdiff_t>(to),
                       [](std::byte b) { return b == std::byte{0}; });
  };
  EXPECT_TRUE(is_zero(4, 38));    // data_type, db_name, extents, session_error
  EXPECT_TRUE(is_zero(148, 252)); // descrip, aux_file
  EXPECT_TRUE(is_zero(328, 344)); // intent_name
  EXPECT_TRUE(is_zero(348, 352)); // no extension
}

TEST(header, refuses_more_voxels_than_the_format_counts) {
  volume::Grid large = grid();
  large.size[0] = 32768;
  const auto bytes = to_bytes(large, voxels(), acquisition());
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, "NIFTI-DIMENSION");
}

// The rotation as the standard makes it from the quaternion. Source: nifti1.h, METHOD 2.
Affine rotation_of(const Quaternion &q) {
  const double b = q.b, c = q.c, d = q.d;
  const double a = std::sqrt(std::max(0.0, 1 - b * b - c * c - d * d));
  Affine out;
  out.m = {
      {{a * a + b * b - c * c - d * d, 2 * (b * c - a * d), q.qfac * 2 * (b * d + a * c), 0},
       {2 * (b * c + a * d), a * a + c * c - b * b - d * d, q.qfac * 2 * (c * d - a * b), 0},
       {2 * (b * d - a * c), 2 * (c * d + a * b), q.qfac * (a * a + d * d - c * c - b * b), 0}}};
  return out;
}

RC_GTEST_PROP(quaternion, gives_back_the_rotation, ()) {
  const auto angle = [] {
    return *rc::gen::inRange(-8, 9) * M_PI / 8 + 1e-3 * *rc::gen::inRange(0, 2);
  };
  const double a = angle(), b = angle(), c = angle();
  const Vec3 x{std::cos(a) * std::cos(b), std::sin(a) * std::cos(b), std::sin(b)};
  const Vec3 p = unit(cross(x, std::abs(x[2]) < 0.9 ? Vec3{0, 0, 1} : Vec3{1, 0, 0}));
  const Vec3 y = p * std::cos(c) + cross(x, p) * std::sin(c);
  Affine affine;
  affine.set_column(0, x * 2);
  affine.set_column(1, y * 3);
  affine.set_column(2, cross(x, y) * (*rc::gen::arbitrary<bool>() ? 4 : -4));
  const Affine again = rotation_of(quaternion_of(affine));
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 3; ++column)
      RC_ASSERT(std::abs(again.m[row][column] - unit(affine.column(column))[row]) < 1e-6);
}

TEST(slice_code, knows_the_orders_of_the_standard) {
  EXPECT_EQ(slice_code_of({0, 1, 2, 3, 4}), 1);
  EXPECT_EQ(slice_code_of({4, 3, 2, 1, 0}), 2);
  EXPECT_EQ(slice_code_of({0, 3, 1, 4, 2}), 3);
  EXPECT_EQ(slice_code_of({2, 4, 1, 3, 0}), 4);
  EXPECT_EQ(slice_code_of({2, 0, 3, 1, 4}), 5);
  EXPECT_EQ(slice_code_of({4, 1, 3, 0, 2}), 6);
  EXPECT_EQ(slice_code_of({0, 1, 0, 1}), 0);
  EXPECT_EQ(slice_code_of({}), 0);
}

TEST(gradients, are_rows_of_numbers) {
  EXPECT_EQ(bval_text({0, 1000, 2000.5}), "0 1000 2000.5\n");
  EXPECT_EQ(bvec_text({{0, 0, 0}, {-1, -0.0, 0.12345678}}), "0 -1\n0 0\n0 0.123457\n");
}

} // namespace
} // namespace curate::nifti
