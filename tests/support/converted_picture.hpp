#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/base/geometry.hpp>
#include <libcurate/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::support {

/// One picture as any converter writes it, in numbers: columns of the affine belong to i, j, k.
struct ConvertedPicture {
  std::string name; ///< of the file, without extension
  std::array<int, 3> size{};
  int volume_count = 1;
  int values_per_voxel = 1;   ///< 3 where it is in colour
  bool is_whole = false;      ///< unscaled integers: they compare exactly
  std::vector<double> values; ///< scaled; colours, then i, j, k, volume
  Affine index_to_ras_mm;
  json::Value sidecar = json::Value::object();
  std::vector<double> b_values; ///< empty where there is no .bval
  std::vector<Vec3> gradients;  ///< of the world (RAS+), by volume; empty where there is no .bvec

  std::optional<int> series_number() const;
  /// "magnitude", "phase", "real" or "imaginary": from ImageType and the name.
  std::string kind() const;
};

/// Reads a NIfTI-1 single file (.nii, or .nii.gz of one member), the sidecar, .bval and .bvec
/// beside it. Written apart from the reader of the product. Without sform the qform is taken.
/// Throws InputError for what is no such file.
ConvertedPicture read_converted(const fs::path &nifti);

/// All .nii and .nii.gz files below a folder, sorted.
std::vector<fs::path> converted_files(const fs::path &folder);

/// Directions from FSL's frame (along i, j, k; i reversed where the determinant is positive) to
/// the world. Source: FSL, FDT user guide.
std::vector<Vec3> world_directions(const std::vector<Vec3> &fsl, const Affine &index_to_ras_mm);

} // namespace curate::support
