#pragma once

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/volume/voxels.hpp>
#include <string>

#include "tests/support/frames.hpp"

namespace curate::volume {

/// A made picture, assembled from facts and pixels alone.
struct Built {
  Grid grid;
  Voxels voxels;
  Stack stack;

  double at(int i, int j, int k, int volume) const {
    const auto index = static_cast<std::size_t>(
        i + grid.size[0] * (j + grid.size[1] * (k + grid.size[2] * volume)));
    if (voxels.type == VoxelType::f32) {
      float value = 0;
      std::memcpy(&value, voxels.bytes.data() + index * 4, 4);
      return value * voxels.slope + voxels.intercept;
    }
    std::int16_t value = 0;
    std::memcpy(&value, voxels.bytes.data() + index * 2, 2);
    return value * voxels.slope + voxels.intercept;
  }
};

inline Result<Built> build(const support::MadePicture &made) {
  auto stacked = stack(made.frames, made.facts, made.picture());
  if (!stacked) return tl::unexpected(stacked.error());
  auto voxels = read_voxels(made.frames, made.facts.manufacturer, *stacked, made.decode());
  if (!voxels) return tl::unexpected(voxels.error());
  return Built{grid_of(stacked->lattice, stacked->storage), std::move(*voxels),
               std::move(*stacked)};
}

/// The code of its refusal; empty where it was built.
inline std::string code_of(const Result<Built> &built) {
  return built ? "" : built.error().code;
}

/// The frames, and their pixels, in another order; frames that are not named are left out.
inline void shuffle(support::MadePicture &made, const std::vector<std::size_t> &order) {
  support::MadePicture out;
  for (const std::size_t at : order) {
    out.frames.push_back(made.frames[at]);
    out.pixels.push_back(made.pixels[at]);
  }
  made.frames = std::move(out.frames);
  made.pixels = std::move(out.pixels);
}

/// Every voxel of the shape lies, with its value, where its position says.
/// Source: DICOM PS3.3, C.7.6.2.1.1.
inline void expect_in_its_place(const Built &built, const support::Shape &shape) {
  const auto to_index = built.grid.index_to_ras_mm.inverse();
  ASSERT_TRUE(to_index);
  const Vec3 normal = unit(cross(shape.row_lps, shape.column_lps));
  for (int v = 0; v < shape.volumes; ++v)
    for (int s = 0; s < shape.slices; ++s)
      for (int r = 0; r < shape.rows; ++r)
        for (int c = 0; c < shape.columns; ++c) {
          const Vec3 lps = shape.origin_lps_mm + shape.row_lps * (c * shape.column_spacing_mm) +
                           shape.column_lps * (r * shape.row_spacing_mm) +
                           normal * (s * shape.slice_step_mm);
          const Vec3 index = to_index->apply({-lps[0], -lps[1], lps[2]});
          std::array<int, 3> at{};
          for (std::size_t axis = 0; axis < 3; ++axis) {
            at[axis] = static_cast<int>(std::lround(index[axis]));
            ASSERT_NEAR(index[axis], at[axis], 1e-6); // rounding of doubles
            ASSERT_GE(at[axis], 0);
            ASSERT_LT(at[axis], built.grid.size[axis]);
          }
          ASSERT_EQ(built.at(at[0], at[1], at[2], v), support::value_at(c, r, s, v));
        }
}

} // namespace curate::volume
