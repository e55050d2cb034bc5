#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/volume/volume.hpp>
#include <optional>

namespace curate::nifti {

/// Where the fields of a NIfTI-1 header lie, in bytes. Source: nifti1.h.
namespace at {
inline constexpr std::size_t sizeof_hdr = 0, regular = 38, dim_info = 39, dim = 40,
                             intent_code = 68, datatype = 70, bitpix = 72, slice_start = 74,
                             pixdim = 76, vox_offset = 108, scl_slope = 112, scl_inter = 116,
                             slice_end = 120, slice_code = 122, xyzt_units = 123,
                             slice_duration = 132, qform_code = 252, sform_code = 254,
                             quatern_b = 256, qoffset_x = 268, srow_x = 280, magic = 344;
} // namespace at

/// NIFTI_TYPE_* of a voxel type. Source: nifti1.h.
constexpr std::int16_t code_of(volume::VoxelType type) {
  switch (type) {
  case volume::VoxelType::u8:
    return 2;
  case volume::VoxelType::i16:
    return 4;
  case volume::VoxelType::i32:
    return 8;
  case volume::VoxelType::f32:
    return 16;
  case volume::VoxelType::f64:
    return 64;
  case volume::VoxelType::rgb24:
    return 128;
  case volume::VoxelType::i8:
    return 256;
  case volume::VoxelType::u16:
    return 512;
  case volume::VoxelType::u32:
    return 768;
  }
  return 0;
}

/// The voxel type of a NIFTI_TYPE_*; nothing where this program does not know it.
constexpr std::optional<volume::VoxelType> type_of(int code) {
  using enum volume::VoxelType;
  for (const volume::VoxelType type : {u8, i8, u16, i16, u32, i32, f32, f64, rgb24})
    if (code_of(type) == code) return type;
  return {};
}

} // namespace curate::nifti
