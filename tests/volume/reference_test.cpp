// Holds what we assemble against what the maintainers of dcm2niix' test sets expect: the same
// voxels in the same places of the world, and the facts that sidecars need.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/nifti/read.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/folders.hpp"
#include "tests/support/plain_conversion.hpp"

namespace curate::volume {
namespace {

using nlohmann::json;
using support::PlainPicture;

struct Expected {
  std::string name;
  json sidecar;
  nifti::UncheckedVolume volume;
};

std::vector<Expected> references(const fs::path &folder) {
  std::vector<fs::path> paths;
  for (const auto &entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".nii" || entry.path().extension() == ".gz")
      paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<Expected> out;
  for (const fs::path &path : paths) {
    const fs::path stem = path.extension() == ".gz" ? path.stem().stem() : path.stem();
    auto volume = nifti::read(path);
    EXPECT_TRUE(volume) << path;
    if (!volume) continue;
    out.push_back({stem.string(), json::parse(base::read_file(folder / (stem.string() + ".json"))),
                   std::move(*volume)});
  }
  return out;
}

double value_at(const Voxels &voxels, std::size_t index) {
  const auto as = [&]<typename T>(T value) {
    std::memcpy(&value, voxels.bytes.data() + index * sizeof value, sizeof value);
    return static_cast<double>(value) * voxels.slope + voxels.intercept;
  };
  switch (voxels.type) {
  case VoxelType::u8:
    return as(std::uint8_t{});
  case VoxelType::i8:
    return as(std::int8_t{});
  case VoxelType::u16:
    return as(std::uint16_t{});
  case VoxelType::i16:
    return as(std::int16_t{});
  case VoxelType::u32:
    return as(std::uint32_t{});
  case VoxelType::i32:
    return as(std::int32_t{});
  case VoxelType::f32:
    return as(float{});
  case VoxelType::f64:
    return as(double{});
  case VoxelType::rgb24:
    return std::to_integer<int>(voxels.bytes[3 * index]);
  }
  return 0;
}

// How many voxels of the reference are not found, with their value, where they lie in the world.
std::size_t count_different(const PlainPicture &ours, const nifti::UncheckedVolume &theirs) {
  const auto to_index = ours.grid.index_to_ras_mm.inverse();
  if (!to_index || ours.voxels.volume_count != theirs.voxels.volume_count) return SIZE_MAX;
  const Affine step = *to_index * theirs.grid.index_to_ras_mm;
  const auto &[nx, ny, nz] = theirs.grid.size;
  const auto &size = ours.grid.size;
  if (std::int64_t{nx} * ny * nz != std::int64_t{size[0]} * size[1] * size[2]) return SIZE_MAX;
  const auto per_volume =
      static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny) * static_cast<std::size_t>(nz);
  std::size_t different = 0, index = 0;
  for (int v = 0; v < theirs.voxels.volume_count; ++v)
    for (int k = 0; k < nz; ++k)
      for (int j = 0; j < ny; ++j)
        for (int i = 0; i < nx; ++i, ++index) {
          const Vec3 at = step.apply({double(i), double(j), double(k)});
          std::array<std::int64_t, 3> near{};
          bool is_inside = true;
          for (std::size_t axis = 0; axis < 3; ++axis) {
            near[axis] = std::llround(at[axis]);
            is_inside &= std::abs(at[axis] - static_cast<double>(near[axis])) < 1e-3 &&
                         near[axis] >= 0 && near[axis] < size[axis];
          }
          if (!is_inside) {
            ++different;
            continue;
          }
          const auto here =
              static_cast<std::size_t>(near[0] + size[0] * (near[1] + size[1] * near[2]));
          const double a = value_at(ours.voxels, here + per_volume * static_cast<std::size_t>(v));
          const double b = value_at(theirs.voxels, index);
          // Slopes are doubles here and floats in the file.
          if (std::abs(a - b) > 1e-5 * std::abs(b) + 1e-6) ++different;
        }
  return different;
}

std::string text_of(Direction direction) {
  constexpr const char *names[] = {"i", "i-", "j", "j-", "k", "k-"};
  return names[static_cast<int>(direction)];
}

void expect_number(const json &sidecar, const char *field, const std::optional<double> &ours) {
  if (!sidecar.contains(field)) return;
  const double theirs = sidecar[field];
  EXPECT_TRUE(ours) << field;
  EXPECT_NEAR(ours.value_or(0), theirs, std::max(1e-6, 1e-3 * std::abs(theirs))) << field;
}

// A set, and where its slice times are known to be wrong
// (docs/conversion.md): rounded with the time of day to 1/64 s, or left
// in the order of the files though slices were turned.
struct Set {
  const char *name;
  std::size_t picture_count;
  bool has_rounded_times = false, has_unturned_times = false;
};

void expect_slice_times(const json &sidecar, const Acquisition &ours, const Set &set) {
  auto times = sidecar.value("SliceTiming", std::vector<double>{});
  if (times.empty()) return;
  if (set.has_unturned_times) std::ranges::reverse(times);
  ASSERT_EQ(ours.slice_timing_s.size(), times.size());
  // 2.5 ms is the scanner's own step. Two times of day may be rounded by half a step each.
  const double tolerance = set.has_rounded_times ? 1.0 / 64 : 2.6e-3;
  for (std::size_t i = 0; i < times.size(); ++i)
    EXPECT_NEAR(ours.slice_timing_s[i], times[i], tolerance) << "slice " << i;
}

void expect_facts(const json &sidecar, const Acquisition &ours) {
  expect_number(sidecar, "EchoTime", ours.echo_time_s);
  expect_number(sidecar, "RepetitionTime", ours.repetition_time_s);
  expect_number(sidecar, "InversionTime", ours.inversion_time_s);
  expect_number(sidecar, "FlipAngle", ours.flip_angle_deg);
  expect_number(sidecar, "SliceThickness", ours.slice_thickness_mm);
  expect_number(sidecar, "SpacingBetweenSlices", ours.spacing_between_slices_mm);
  expect_number(sidecar, "EffectiveEchoSpacing", ours.effective_echo_spacing_s);
  expect_number(sidecar, "TotalReadoutTime", ours.total_readout_time_s);
  if (sidecar.contains("EchoNumber")) {
    EXPECT_EQ(ours.echo_number, sidecar["EchoNumber"].get<int>());
  }
  if (sidecar.contains("PhaseEncodingDirection")) {
    ASSERT_TRUE(ours.phase_encoding_direction);
    EXPECT_EQ(text_of(*ours.phase_encoding_direction), sidecar["PhaseEncodingDirection"]);
  }
}

class References : public ::testing::TestWithParam<Set> {};

TEST_P(References, are_equal) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const Set set = GetParam();
  auto ours = support::convert_plainly(*data / "dicom" / set.name / "In");
  const auto expected = references(*data / "dicom" / set.name / "reference");
  EXPECT_EQ(expected.size(), set.picture_count);
  for (const Expected &reference : expected) {
    SCOPED_TRACE(reference.name);
    const auto series = reference.sidecar.value("SeriesNumber", -1);
    const double echo = reference.sidecar.value("EchoTime", 0.0);
    const auto at = std::ranges::find_if(ours, [&](const PlainPicture &picture) {
      return picture.acquisition.series.series_number == series &&
             std::abs(picture.acquisition.echo_time_s.value_or(0) - echo) < 1e-6;
    });
    if (at == ours.end()) {
      ADD_FAILURE() << "not produced";
      continue;
    }
    EXPECT_EQ(count_different(*at, reference.volume), 0U);
    expect_facts(reference.sidecar, at->acquisition);
    expect_slice_times(reference.sidecar, at->acquisition, set);
    ours.erase(at);
  }
  for (const PlainPicture &picture : ours)
    ADD_FAILURE() << "more than the reference: series "
                  << picture.acquisition.series.series_number.value_or(-1) << " " << picture.code;
}

INSTANTIATE_TEST_SUITE_P(dcm_qa, References,
                         ::testing::Values(Set{"dcm_qa_nih", 8}, Set{"dcm_qa_me", 5, true},
                                           Set{"dcm_qa_pdt2", 2, true, true}, Set{"dcm_qa_ts", 9},
                                           Set{"dcm_qa_12bit", 3}),
                         [](const auto &set) { return std::string(set.param.name); });

} // namespace
} // namespace curate::volume
