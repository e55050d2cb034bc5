#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/defacing/deface.hpp>
#include <libcurate/nifti/read.hpp>

#include "tests/defacing/made_picture.hpp"
#include "tests/support/folders.hpp"

namespace curate::defacing {
namespace {

volume::Grid grid() {
  return {made_size, made_grid()};
}

/// A made head; made once.
const std::vector<float> &head_values() {
  static const std::vector<float> values =
      support::Head({.seed = 3}).sample({}, made_grid(), made_size, 7);
  return values;
}

/// Writes voxels as another program might have, and gives the file.
fs::path write(const fs::path &folder, const std::string &name, const volume::Voxels &voxels) {
  const fs::path path = folder / name;
  nifti::write_unchecked(*nifti::parse(*nifti::to_bytes(grid(), voxels, {})), path);
  return path;
}

template <typename T> void append(volume::Voxels &voxels, float value) {
  const auto stored = static_cast<T>(value);
  const auto raw = std::as_bytes(std::span(&stored, 1));
  voxels.bytes.insert(voxels.bytes.end(), raw.begin(), raw.end());
}

Outcome defaced(const fs::path &picture, const fs::path &output) {
  Request request;
  request.inputs = {picture};
  request.output = output;
  return deface(request);
}

TEST(deface_kinds, every_volume_of_a_4d_picture_loses_the_face) {
  const support::TemporaryFolder folder;
  volume::Voxels voxels;
  voxels.type = volume::VoxelType::f32;
  voxels.volume_count = 3;
  // The later ones are brighter: the decision is by the first alone.
  for (const float factor : {1.0F, 1.5F, 2.0F})
    for (const float value : head_values())
      append<float>(voxels, factor * (value + 1));
  const fs::path in = write(folder.path() / "in", "rest_bold.nii", voxels);
  const Outcome outcome = defaced(in, folder.path() / "out");
  ASSERT_EQ(outcome.pictures.front().verdict.outcome, face::Outcome::removed)
      << outcome.pictures.front().verdict.code;
  const auto after = nifti::read(folder.path() / "out" / "rest_bold.nii");
  ASSERT_TRUE(after);
  ASSERT_EQ(after->voxels.volume_count, 3);
  ASSERT_EQ(after->voxels.bytes.size(), voxels.bytes.size());
  const auto value_at = [](const volume::Voxels &of, std::size_t at) {
    float value = 0;
    std::memcpy(&value, of.bytes.data() + 4 * at, 4);
    return value;
  };
  const std::size_t count = head_values().size();
  std::size_t gone = 0, unlike = 0, changed = 0;
  for (std::size_t at = 0; at < count; ++at)
    for (std::size_t v = 0; v < 3; ++v) {
      const float is = value_at(after->voxels, v * count + at);
      const bool is_gone = value_at(after->voxels, at) != value_at(voxels, at);
      gone += is_gone ? 1 : 0;
      unlike += is_gone && is != value_at(after->voxels, at) ? 1 : 0;
      changed += !is_gone && is != value_at(voxels, v * count + at) ? 1 : 0;
    }
  EXPECT_GT(gone, 3 * count / 20);
  EXPECT_EQ(unlike, 0U);
  EXPECT_EQ(changed, 0U);
}

TEST(deface_kinds, a_picture_in_colours_loses_the_face_in_all_of_them) {
  const support::TemporaryFolder folder;
  volume::Voxels voxels;
  voxels.type = volume::VoxelType::rgb24;
  for (const float value : head_values())
    for (const float part : {0.2F, 0.25F, 0.15F})
      append<std::uint8_t>(voxels, std::min(255.0F, part * value));
  const fs::path in = write(folder.path() / "in", "colours.nii.gz", voxels);
  const Outcome outcome = defaced(in, folder.path() / "out");
  ASSERT_EQ(outcome.pictures.front().verdict.outcome, face::Outcome::removed)
      << outcome.pictures.front().verdict.code;
  const auto after = nifti::read(folder.path() / "out" / "colours.nii.gz");
  ASSERT_TRUE(after);
  ASSERT_EQ(after->voxels.type, volume::VoxelType::rgb24);
  ASSERT_EQ(after->voxels.bytes.size(), voxels.bytes.size());
  std::size_t gone = 0, mixed = 0;
  for (std::size_t at = 0; at < voxels.bytes.size(); at += 3) {
    const auto *is = after->voxels.bytes.data() + at, *was = voxels.bytes.data() + at;
    if (std::equal(is, is + 3, was)) continue;
    ++gone;
    mixed += is[0] != is[1] || is[1] != is[2] ? 1 : 0; // background is grey
  }
  EXPECT_GT(gone, head_values().size() / 20);
  EXPECT_EQ(mixed, 0U);
}

TEST(deface_kinds, nifti_2_is_refused_and_not_written) {
  const support::TemporaryFolder folder;
  std::string bytes(544 + 8 * 8 * 8, '\0');
  const std::int32_t header_size = 540;
  std::memcpy(bytes.data(), &header_size, 4);
  std::memcpy(bytes.data() + 4, "n+2\0\r\n\032\n", 8);
  const fs::path in = folder.path() / "in" / "large_T1w.nii";
  base::write_file(in, bytes, base::Overwrite::no);
  const Outcome outcome = defaced(in, folder.path() / "out");
  ASSERT_EQ(outcome.pictures.size(), 1U);
  EXPECT_EQ(outcome.pictures.front().verdict.outcome, face::Outcome::refused);
  EXPECT_EQ(outcome.pictures.front().verdict.face, face::Found::unsure);
  EXPECT_EQ(outcome.pictures.front().verdict.code, "NIFTI-2");
  EXPECT_FALSE(fs::exists(folder.path() / "out" / "large_T1w.nii"));
}

} // namespace
} // namespace curate::defacing
