// The comparer of the tests, on pictures written here byte by byte.

#include "tests/support/compare_pictures.hpp"

#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>

#include "tests/support/folders.hpp"

namespace curate::support {
namespace {

template <typename T> void put(std::string &bytes, std::size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof value);
}

// 16-bit values, or floats where they are not whole.
void write(const fs::path &folder, const ConvertedPicture &picture) {
  std::string bytes(352, '\0');
  put<std::int32_t>(bytes, 0, 348);
  const std::array<int, 5> dim{4, picture.size[0], picture.size[1], picture.size[2],
                               picture.volume_count};
  for (std::size_t i = 0; i < dim.size(); ++i)
    put<std::int16_t>(bytes, 40 + 2 * i, static_cast<std::int16_t>(dim[i]));
  put<std::int16_t>(bytes, 70, picture.is_whole ? 4 : 16);
  put<float>(bytes, 108, 352);
  put<std::int16_t>(bytes, 254, 1);
  for (std::size_t n = 0; n < 12; ++n)
    put<float>(bytes, 280 + 4 * n, static_cast<float>(picture.index_to_ras_mm.m[n / 4][n % 4]));
  for (const double value : picture.values) {
    const std::size_t end = bytes.size();
    bytes.resize(end + (picture.is_whole ? 2 : 4));
    if (picture.is_whole)
      put<std::int16_t>(bytes, end, static_cast<std::int16_t>(value));
    else
      put<float>(bytes, end, static_cast<float>(value));
  }
  const auto save = [&](const char *ending, std::string_view text) {
    base::write_file(folder / (picture.name + ending), text, base::Overwrite::yes);
  };
  save(".nii", bytes);
  save(".json", picture.sidecar.dump());
  if (picture.b_values.empty()) return;
  std::string values, rows[3];
  for (std::size_t i = 0; i < picture.b_values.size(); ++i) {
    values += fmt::format("{} ", picture.b_values[i]);
    // Of the world to FSL's frame, for orthogonal axes.
    for (std::size_t axis = 0; axis < 3; ++axis) {
      double along = dot(unit(picture.index_to_ras_mm.column(axis)), picture.gradients.at(i));
      if (axis == 0 && picture.index_to_ras_mm.determinant() > 0) along = -along;
      rows[axis] += fmt::format("{:.6f} ", along);
    }
  }
  save(".bval", values + "\n");
  save(".bvec", rows[0] + "\n" + rows[1] + "\n" + rows[2] + "\n");
}

// A small oblique picture: 3 x 4 x 5, two volumes, a gradient in the second.
ConvertedPicture made() {
  ConvertedPicture out;
  out.name = "5_made";
  out.size = {3, 4, 5};
  out.volume_count = 2;
  out.is_whole = true;
  for (int i = 0; i < 120; ++i)
    out.values.push_back(7 * i - 60);
  const double c = std::cos(0.3), s = std::sin(0.3);
  out.index_to_ras_mm.set_column(0, Vec3{c, s, 0} * 2);
  out.index_to_ras_mm.set_column(1, Vec3{-s, c, 0} * 2.5);
  out.index_to_ras_mm.set_column(2, {0, 0, 3});
  out.index_to_ras_mm.set_column(3, {-10, 20, 30});
  out.b_values = {0, 1000};
  out.gradients = {{0, 0, 0}, unit({0.2, 0.5, -0.7})};
  out.sidecar = {{"SeriesNumber", 5},
                 {"EchoTime", 0.03},
                 {"SliceTiming", {0.0, 0.5, 1.0, 1.5, 2.0}},
                 {"PhaseEncodingDirection", "j-"}};
  return out;
}

// The same picture, stored as (k, i backwards, j).
ConvertedPicture stored_otherwise(const ConvertedPicture &from) {
  ConvertedPicture out = from;
  const auto &[nx, ny, nz] = from.size;
  out.size = {nz, nx, ny};
  const Affine &a = from.index_to_ras_mm;
  out.index_to_ras_mm.set_column(0, a.column(2));
  out.index_to_ras_mm.set_column(1, a.column(0) * -1);
  out.index_to_ras_mm.set_column(2, a.column(1));
  out.index_to_ras_mm.set_column(3, a.column(3) + a.column(0) * (nx - 1));
  std::size_t at = 0;
  for (int v = 0; v < from.volume_count; ++v)
    for (int j = 0; j < ny; ++j)
      for (int i = nx - 1; i >= 0; --i)
        for (int k = 0; k < nz; ++k)
          out.values[at++] =
              from.values[static_cast<std::size_t>(i + nx * (j + ny * (k + nz * v)))];
  return out;
}

std::vector<std::string> what_differs(const ConvertedPicture &ours,
                                      const ConvertedPicture &reference) {
  std::vector<std::string> out;
  for (const Difference &difference : differences(ours, reference))
    out.push_back(difference.what);
  return out;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(compare_pictures, sees_no_difference_where_only_the_storage_differs) {
  EXPECT_THAT(what_differs(stored_otherwise(made()), made()), IsEmpty());
  EXPECT_THAT(what_differs(made(), stored_otherwise(made())), IsEmpty());
}

TEST(compare_pictures, sees_one_wrong_voxel) {
  auto wrong = stored_otherwise(made());
  wrong.values[77] += 1;
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("voxels"));
  // Scaled values may be rounded, by no more than 1e-5 of them.
  auto scaled = made(), rounded = made();
  scaled.is_whole = rounded.is_whole = false;
  rounded.values[119] *= 1 + 5e-6;
  EXPECT_THAT(what_differs(rounded, scaled), IsEmpty());
  rounded.values[119] *= 1 + 5e-5;
  EXPECT_THAT(what_differs(rounded, scaled), ElementsAre("voxels"));
}

TEST(compare_pictures, sees_a_flip_that_the_affine_does_not_tell) {
  auto wrong = made();
  std::reverse(wrong.values.begin(), wrong.values.begin() + 60);
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("voxels"));
}

TEST(compare_pictures, sees_a_shift_and_a_turn_of_the_grid) {
  auto wrong = made();
  wrong.index_to_ras_mm.m[1][3] += 0.002;
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("affine"));
  wrong = made();
  wrong.index_to_ras_mm.set_column(2, {0, 0.01, 3});
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("affine"));
  wrong.index_to_ras_mm.set_column(2, {0, 0.0001, 3});
  EXPECT_THAT(what_differs(wrong, made()), IsEmpty());
}

TEST(compare_pictures, sees_other_sizes) {
  auto wrong = made();
  wrong.size = {4, 3, 5};
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("shape"));
  wrong = made();
  wrong.volume_count = 1;
  wrong.values.resize(60);
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("shape"));
}

TEST(compare_pictures, sees_wrong_gradients) {
  auto wrong = made();
  wrong.gradients[1] = wrong.gradients[1] * -1; // the same axis
  EXPECT_THAT(what_differs(wrong, made()), IsEmpty());
  wrong.gradients[1][0] = -wrong.gradients[1][0];
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("bvec"));
  wrong.b_values[1] = 1010;
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("bval"));
  wrong.b_values.clear();
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("gradients"));
  wrong = made();
  wrong.gradients.clear();
  EXPECT_THAT(what_differs(wrong, made()), ElementsAre("bvec"));
}

TEST(compare_pictures, compares_the_fields_that_the_reference_has) {
  auto other = made();
  other.sidecar["EchoTime"] = 0.03002;
  other.sidecar["TotalReadoutTime"] = 0.05; // the reference has none
  other.sidecar["SliceTiming"][2] = 1.0025;
  EXPECT_THAT(what_differs(other, made()), IsEmpty());
  other.sidecar["EchoTime"] = 0.0301;
  other.sidecar["SliceTiming"][2] = 1.005;
  other.sidecar["PhaseEncodingDirection"] = "j";
  EXPECT_THAT(what_differs(other, made()),
              ElementsAre("EchoTime", "SliceTiming", "PhaseEncodingDirection"));
}

TEST(compare_pictures, pairs_the_pictures_of_folders) {
  const TemporaryFolder folder;
  const fs::path ours = folder.path() / "ours", reference = folder.path() / "reference";
  auto magnitude = made(), phase = made(), lonely = made();
  phase.sidecar["ImageType"] = {"ORIGINAL", "PRIMARY", "P"};
  phase.name = "5_made_ph";
  std::ranges::reverse(phase.values);
  lonely.name = "9_lonely";
  lonely.sidecar["SeriesNumber"] = 9;
  write(reference, magnitude);
  write(reference, phase);
  lonely.sidecar["SeriesNumber"] = 8;
  write(reference, lonely);
  magnitude.name = "a"; // the order of names says nothing
  phase.name = "0_ph";
  write(ours, stored_otherwise(magnitude));
  write(ours, stored_otherwise(phase));
  lonely.sidecar["SeriesNumber"] = 9;
  write(ours, lonely);
  const FolderComparison found = compare_folders(ours, reference);
  ASSERT_EQ(found.pairs.size(), 3U);
  EXPECT_EQ(found.pairs[0].ours, "a");
  EXPECT_THAT(found.pairs[0].differences, IsEmpty());
  EXPECT_EQ(found.pairs[1].ours, "0_ph");
  EXPECT_THAT(found.pairs[1].differences, IsEmpty());
  EXPECT_EQ(found.pairs[2].ours, "");
  EXPECT_EQ(found.pairs[2].differences.at(0).what, "picture");
  EXPECT_THAT(found.without_partner, ElementsAre("9_lonely"));
}

TEST(compare_pictures, refuses_what_is_no_picture) {
  const TemporaryFolder folder;
  base::write_file(folder.path() / "x.nii", std::string(400, 'x'), base::Overwrite::no);
  EXPECT_THROW(read_converted(folder.path() / "x.nii"), InputError);
  EXPECT_THROW(read_converted(folder.path() / "absent.nii"), InputError);
}

} // namespace
} // namespace curate::support
