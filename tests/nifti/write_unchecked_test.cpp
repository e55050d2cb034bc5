#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/nifti/write_unchecked.hpp>

#include "tests/support/folders.hpp"

namespace curate::nifti {
namespace {

template <typename T>
void set(std::vector<std::byte> &bytes, std::size_t offset, T value, bool is_swapped) {
  std::array<std::byte, sizeof(T)> raw;
  std::memcpy(raw.data(), &value, sizeof value);
  if (is_swapped) std::ranges::reverse(raw);
  std::ranges::copy(raw, bytes.begin() + static_cast<std::ptrdiff_t>(offset));
}

/// A file as other programs write them: text in every field that holds one, an extension, volumes
/// along the fifth dimension, an sform and a qform that differ, a scaling. Offsets are written out
/// from nifti1.h, apart from the product's table.
std::vector<std::byte> foreign(bool is_swapped) {
  std::vector<std::byte> out(384 + 3 * 4 * 5 * 2 * 2);
  const auto put = [&](std::size_t offset, auto value) { set(out, offset, value, is_swapped); };
  put(0, std::int32_t{348});
  for (const auto &[from, to] : {std::pair{4, 38}, {148, 252}, {328, 344}, {356, 384}})
    for (int i = from; i < to; ++i)
      out[static_cast<std::size_t>(i)] = std::byte{'X'};
  const std::int16_t dim[] = {5, 3, 4, 5, 1, 2, 99, -1};
  for (std::size_t i = 0; i < 8; ++i)
    put(40 + 2 * i, dim[i]);
  put(56, 4711.F); // intent_p1
  put(68, std::int16_t{1007});
  put(70, std::int16_t{4});
  put(72, std::int16_t{16});
  const float pixdim[] = {-1, 1.5F, 2, 2.5F, 3, 1, 0, 0};
  for (std::size_t i = 0; i < 8; ++i)
    put(76 + 4 * i, pixdim[i]);
  put(108, 384.F);
  put(112, 0.1F);
  put(116, -1024.F);
  out[123] = std::byte{10};
  put(124, 900.F); // cal_max
  put(252, std::int16_t{1});
  put(254, std::int16_t{4});
  const float qform[] = {0.1F, 0.2F, 0.3F, 4, 5, 6};
  for (std::size_t i = 0; i < 6; ++i)
    put(256 + 4 * i, qform[i]);
  const float sform[] = {-1.5F, 0, 0, 30, 0, 2, 0.1F, -40, 0, -0.1F, 2.5F, 7};
  for (std::size_t i = 0; i < 12; ++i)
    put(280 + 4 * i, sform[i]);
  std::memcpy(out.data() + 344, "n+1", 4);
  out[348] = std::byte{1}; // an extension follows
  for (std::size_t i = 0; i < (out.size() - 384) / 2; ++i)
    put(384 + 2 * i, static_cast<std::int16_t>(i * 259));
  return out;
}

TEST(write_unchecked, keeps_numbers_and_voxels_and_no_text) {
  const support::TemporaryFolder folder;
  std::string first;
  for (const bool is_swapped : {false, true})
    for (const std::string name : {"a.nii", "a.nii.gz"}) {
      const auto volume = parse(foreign(is_swapped));
      ASSERT_TRUE(volume);
      const fs::path path = folder.path() / (is_swapped ? "swapped" : "native") / name;
      std::string witnessed;
      const auto size = write_unchecked(*volume, path, {}, [&](std::span<const std::byte> bytes) {
        witnessed.append(reinterpret_cast<const char *>(bytes.data()), bytes.size());
      });
      const std::string file = base::read_file(path);
      EXPECT_EQ(size, file.size());
      EXPECT_EQ(witnessed, file);
      const auto again = read(path);
      ASSERT_TRUE(again);
      EXPECT_EQ(again->header, volume->header);
      EXPECT_EQ(again->voxels.bytes, volume->voxels.bytes);
      EXPECT_EQ(again->voxels.slope, volume->voxels.slope);
      EXPECT_EQ(again->voxels.intercept, -1024);
      EXPECT_EQ(again->voxels.volume_count, 2);
      EXPECT_EQ(again->grid.index_to_ras_mm, volume->grid.index_to_ras_mm);
      if (name != "a.nii") continue;
      if (first.empty()) first = file;
      EXPECT_EQ(file, first); // whatever the byte order was
      EXPECT_EQ(file.substr(0, 352).find('X'), std::string::npos);
    }
}

TEST(write_unchecked, keeps_the_very_fields_that_place_the_picture) {
  const auto bytes = foreign(false);
  const auto volume = parse(bytes);
  ASSERT_TRUE(volume);
  const auto same = [&](std::size_t from, std::size_t to) {
    return std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                      bytes.begin() + static_cast<std::ptrdiff_t>(to),
                      volume->header.begin() + static_cast<std::ptrdiff_t>(from));
  };
  EXPECT_TRUE(same(40, 52));   // dim, as far as the rank goes
  EXPECT_TRUE(same(68, 108));  // intent code, type, slice start, pixdim
  EXPECT_TRUE(same(112, 124)); // scaling, slices, units
  EXPECT_TRUE(same(252, 328)); // qform and sform
  const auto is_zero = [](std::byte b) { return b == std::byte{0}; };
  EXPECT_TRUE(std::all_of(volume->header.begin() + 56, volume->header.begin() + 68, is_zero));
  EXPECT_TRUE(std::all_of(volume->header.begin() + 124, volume->header.begin() + 132, is_zero));
  EXPECT_TRUE(std::all_of(volume->header.begin() + 348, volume->header.end(), is_zero));
}

TEST(write_unchecked, replaces_only_what_it_is_told_to) {
  const support::TemporaryFolder folder;
  const auto volume = parse(foreign(false));
  ASSERT_TRUE(volume);
  const fs::path path = folder.path() / "a.nii";
  base::write_file(path, "taken", base::Overwrite::no);
  EXPECT_THROW(write_unchecked(*volume, path), SystemError);
  EXPECT_EQ(base::read_file(path), "taken");
  write_unchecked(*volume, path, {.overwrite = base::Overwrite::yes});
  EXPECT_EQ(base::read_file(path).size(), 352 + volume->voxels.bytes.size());
}

} // namespace
} // namespace curate::nifti
