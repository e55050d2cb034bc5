#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <libcurate/dicom/frame.hpp>

#include "tests/support/converted_picture.hpp"

namespace curate::support {

/// How the frames of a scan are laid into files.
enum class Form {
  classic,           ///< one file a slice
  mosaic,            ///< Siemens: one file a volume, tiles on a square
  grid,              ///< UIH: one file a volume, tiles on no more rows than needed
  enhanced,          ///< one file, frames in no order
  enhanced_by_volume ///< one file a volume, frames in no order
};

enum class Maker { siemens, ge, philips, canon, toshiba, uih, hitachi, unheard_of };

/// What tells the volumes of one place apart.
enum class VolumeKey {
  temporal_position,
  acquisition_number,
  trigger_time,
  acquisition_time,
  instance_by_volume, ///< instance numbers run through the slices of each volume
  instance_by_slice,  ///< and through the volumes of each slice
  dimension_index     ///< enhanced objects alone
};

enum class Scales { none, one, per_frame };

/// What the header says of the distance of slices, which their positions tell.
enum class SpacingSaid { right, absent, negative, wrong };

/// A scan as it was taken: the truth that a conversion must find again. Patient's frame (LPS), mm.
struct MadeScan {
  std::uint64_t seed = 1;       ///< of all shuffling
  std::uint64_t pixel_seed = 1; ///< of the pixels and their scaling
  Form form = Form::classic;
  Maker maker = Maker::unheard_of;
  std::array<int, 3> size{}; ///< columns, rows, slices
  int volumes = 1;
  Vec3 spacing_mm{1, 1, 1}; ///< between columns, rows, slices
  Vec3 origin_lps_mm{};     ///< of column 0 of row 0 of slice 0
  Vec3 row_lps{1, 0, 0}, column_lps{0, 1, 0};
  bool is_against_normal = false; ///< slice 0 is the last one along row x column
  bool is_3d = false, is_ct = false;
  double echo_time_ms = 30;
  int echo_number = 0;                                      ///< 0: the header does not say
  dicom::Component component = dicom::Component::magnitude; ///< none of unknown kind
  std::string dixon; ///< the value of Image Type that tells a picture of a Dixon scan; or empty
  std::string patient_position = "HFS";
  int bits_allocated = 16, bits_stored = 12;
  bool is_signed = false;
  bool is_sign_extended = true; ///< of signed values: in the bits above the highest stored one
  Scales scales = Scales::none;
  std::string transfer_syntax = "1.2.840.10008.1.2.1";
  VolumeKey key = VolumeKey::temporal_position;
  SpacingSaid spacing_said = SpacingSaid::right;
  bool is_bare = false;         ///< files without preamble and meta information
  bool has_exponents = false;   ///< places are written as 1.25E+02, with spaces around
  bool has_overlay = false;     ///< rubbish above the stored bits
  bool is_shuffled = true;      ///< the frames of enhanced files lie in no order
  std::vector<double> b_values; ///< by volume; empty where this is no diffusion scan
  std::vector<Vec3> gradients_lps;
  /// Stored values of the voxels, columns fastest, then rows and slices, in every volume; made up
  /// where there are none. Shared by copies, which do not change them.
  std::shared_ptr<const std::vector<std::int64_t>> painted;

  Vec3 slice_lps() const; ///< from slice to slice, of length 1
  Vec3 position_lps_mm(int slice) const;
  /// The stored value of a voxel.
  std::int64_t stored(int column, int row, int slice, int volume) const;
  double slope(int slice, int volume) const;
  double intercept(int slice, int volume) const;
};

/// A scan drawn from a number: the same for the same one. Every form, orientation, position, size,
/// type, scaling and transfer syntax comes up, in all ways that scanners may combine them.
MadeScan random_scan(std::uint64_t number);

/// Scans that were taken together as one series: of several echoes, components or planes.
std::vector<MadeScan> random_parts(std::uint64_t number);

/// The picture that a right conversion gives, stored as the scan was taken.
ConvertedPicture truth_of(const MadeScan &scan);

/// All about it, in one line.
std::string told(const MadeScan &scan);

} // namespace curate::support
