#pragma once

#include <array>
#include <cstdint>
#include <libcurate/archive/gzip_stream.hpp>
#include <libcurate/base/result.hpp>
#include <span>
#include <string>

namespace curate::validation {

/// What a NIfTI header says, as it stands: nothing is put right. Both editions, both byte orders.
struct ImageHeader {
  std::array<std::int64_t, 8> dim = {}; ///< dim[0]: how many of the others count
  std::array<double, 8> pixdim = {};
  int qform_code = 0, sform_code = 0;
  std::array<double, 3> quaternion = {}; ///< b, c, d
  std::array<std::array<double, 4>, 3> sform = {};
  int space_units = 0, time_units = 0; ///< NIFTI_UNITS_*
  int bits_per_voxel = 0;
  std::uint64_t data_begin = 0;      ///< vox_offset
  std::uint64_t extension_bytes = 0; ///< between header and voxels, where it says there are any
  int first_extension_code = 0;      ///< its ecode; 0 without
  bool is_pair = false;              ///< the voxels are in another file
  bool has_text = false;             ///< a text field is not empty (but for intent_name)

  /// Bytes of all voxels; 0 where the dimensions are not usable.
  std::uint64_t data_bytes() const;
  /// pixdim[4] in seconds; 0 where there is none; negative where the unit is no time.
  double repetition_time_s() const;
};

/// How many bytes of a file `parse_image_header` wants to see.
inline constexpr std::size_t image_lead_bytes = 560;

/// Fails with NIFTI-NOT where these bytes begin no NIfTI file.
Result<ImageHeader> parse_image_header(std::span<const std::byte> lead);

/// A look at the file of an image.
struct ImageLook {
  ImageHeader header;
  archive::GzipHead gzip;
  std::uint64_t bytes = 0; ///< unpacked; where `is_whole` is false only what its trailer says
  bool is_whole = false;   ///< read to its end, checksum and all
  bool is_gzip = false;
};

/// Looks at a .nii or .nii.gz. With `only_header` a packed file is read to the end of its header,
/// and its trailer; only where that does not fit the header it is read whole. Fails with NIFTI-NOT,
/// NIFTI-GZIP (named .gz but not packed), ARCHIVE-DAMAGED, ARCHIVE-TRUNCATED or FILE-UNREADABLE.
Result<ImageLook> look_at_image(const std::string &path, bool is_named_gz, bool only_header);

} // namespace curate::validation
