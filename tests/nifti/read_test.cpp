#include <algorithm>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/nifti/layout.hpp>
#include <libcurate/nifti/read.hpp>
#include <libcurate/nifti/write.hpp>
#include <rapidcheck/gtest.h>

#include "tests/support/folders.hpp"

namespace curate::nifti {
namespace {

std::vector<std::byte> made() {
  volume::Grid grid;
  grid.size = {3, 2, 4};
  grid.index_to_ras_mm.m = {{{0, 0, 3, -40}, {-2, 0, 0, 50}, {0, 1.5, 0, -60}}};
  volume::Voxels voxels;
  voxels.volume_count = 2;
  voxels.slope = 2;
  voxels.intercept = 1;
  for (int i = 0; i < 3 * 2 * 4 * 2 * 2; ++i)
    voxels.bytes.push_back(static_cast<std::byte>(i * 7));
  volume::Acquisition acquisition;
  acquisition.repetition_time_s = 1.25;
  return *to_bytes(grid, voxels, acquisition);
}

template <typename T> void set(std::vector<std::byte> &bytes, std::size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof value);
}

void swap_all(std::vector<std::byte> &bytes) {
  const auto swap = [&](std::size_t from, std::size_t to, std::size_t word) {
    for (std::size_t i = from; i < to; i += word)
      std::reverse(bytes.data() + i, bytes.data() + i + word);
  };
  swap(0, 4, 4);
  swap(40, 56, 2);
  swap(70, 74, 2);
  swap(76, 120, 4);
  swap(252, 256, 2);
  swap(256, 328, 4);
  swap(352, bytes.size(), 2);
}

TEST(read, gives_back_what_was_written_in_either_byte_order) {
  std::vector<std::byte> bytes = made();
  const std::vector<std::byte> voxels(bytes.begin() + 352, bytes.end());
  for (const bool is_swapped : {false, true}) {
    if (is_swapped) swap_all(bytes);
    const auto volume = parse(bytes);
    ASSERT_TRUE(volume);
    EXPECT_EQ(volume->grid.size, (std::array{3, 2, 4}));
    EXPECT_EQ(volume->voxels.volume_count, 2);
    EXPECT_EQ(volume->voxels.slope, 2);
    EXPECT_EQ(volume->voxels.intercept, 1);
    EXPECT_EQ(volume->repetition_time_s, 1.25);
    EXPECT_EQ(volume->grid.index_to_ras_mm.m[1][0], -2);
    EXPECT_TRUE(volume->is_placed);
    EXPECT_TRUE(std::ranges::equal(volume->voxels.bytes, voxels));
  }
}

TEST(read, takes_the_qform_where_there_is_no_sform) {
  std::vector<std::byte> bytes = made();
  const auto by_sform = parse(bytes);
  set(bytes, at::sform_code, std::int16_t{0});
  const auto by_qform = parse(bytes);
  ASSERT_TRUE(by_sform && by_qform);
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 4; ++column)
      EXPECT_NEAR(by_sform->grid.index_to_ras_mm.m[row][column],
                  by_qform->grid.index_to_ras_mm.m[row][column], 1e-5); // floats in the header
}

TEST(read, refuses_what_it_cannot_trust) {
  const auto code_with = [](std::size_t offset, auto value) {
    std::vector<std::byte> bytes = made();
    set(bytes, offset, value);
    const auto volume = parse(bytes);
    return volume ? std::string() : volume.error().code;
  };
  EXPECT_EQ(code_with(0, std::int32_t{1}), "NIFTI-NOT");
  EXPECT_EQ(code_with(344, std::array{'n', 'i', '1'}), "NIFTI-PAIR");
  EXPECT_EQ(code_with(40, std::int16_t{9}), "NIFTI-DIMENSION");
  EXPECT_EQ(code_with(42, std::int16_t{-3}), "NIFTI-DIMENSION");
  EXPECT_EQ(code_with(42, std::int16_t{32000}), "NIFTI-TRUNCATED");
  EXPECT_EQ(code_with(70, std::int16_t{32}), "NIFTI-TYPE");
  EXPECT_EQ(parse({}).error().code, "NIFTI-NOT");
}

RC_GTEST_PROP(read, never_breaks_on_damaged_headers,
              (const std::vector<std::pair<std::uint16_t, std::uint8_t>> &damage)) {
  std::vector<std::byte> bytes = made();
  for (const auto &[where, value] : damage)
    bytes[where % bytes.size()] = static_cast<std::byte>(value);
  const auto volume = parse(bytes);
  RC_ASSERT(!volume || volume->voxels.bytes.size() <= bytes.size());
}

TEST(read, opens_gzipped_files) {
  support::TemporaryFolder folder;
  const auto bytes = made();
  const auto packed = archive::gzip(bytes);
  const fs::path path = folder.path() / "a.nii.gz";
  base::write_file(path, {reinterpret_cast<const char *>(packed.data()), packed.size()},
                   base::Overwrite::no);
  const auto volume = read(path);
  ASSERT_TRUE(volume);
  EXPECT_EQ(volume->grid.size[2], 4);
  EXPECT_EQ(read(path, 100).error().code, "ARCHIVE-TOO-LARGE");
  EXPECT_FALSE(read(folder.path() / "absent.nii"));
}

TEST(read_header, reads_no_further) {
  const support::TemporaryFolder folder;
  const std::vector<std::byte> bytes = made();
  const std::string whole(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  const auto packed = archive::gzip(bytes);
  const std::string gz(reinterpret_cast<const char *>(packed.data()), packed.size());
  base::write_file(folder.path() / "a.nii", whole.substr(0, 348), base::Overwrite::no);
  base::write_file(folder.path() / "a.nii.gz", gz, base::Overwrite::no);
  for (const std::string name : {"a.nii", "a.nii.gz"}) {
    const auto volume = read_header(folder.path() / name);
    ASSERT_TRUE(volume) << name;
    EXPECT_EQ(volume->grid.size, (std::array{3, 2, 4}));
    EXPECT_EQ(volume->voxels.volume_count, 2);
    EXPECT_TRUE(volume->voxels.bytes.empty());
    EXPECT_EQ(volume->header, parse(bytes)->header);
  }
  base::write_file(folder.path() / "b.nii.gz", gz.substr(0, 20), base::Overwrite::no);
  EXPECT_EQ(read_header(folder.path() / "b.nii.gz").error().code, "NIFTI-NOT");
}

} // namespace
} // namespace curate::nifti
