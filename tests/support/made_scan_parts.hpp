#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "tests/support/dicom_writer.hpp"
#include "tests/support/made_scan.hpp"

/// What the files of all forms of a made scan have in common.
namespace curate::support::parts {

struct FrameId {
  int slice = 0, volume = 0;
};

/// Of several parts in one series: which, and of how many.
struct Part {
  int index = 0, count = 1;
};

/// "M", "P", "R" or "I", and which picture of a Dixon scan it is; "MAGNITUDE" and so on.
std::string letter_of(const MadeScan &scan);
const char *component_name(const MadeScan &scan);

bool is_enhanced(const MadeScan &scan);
/// ImagePositionPatient of a slice or a sheet; ImageOrientationPatient.
std::string position(const MadeScan &scan, const Vec3 &lps_mm);
std::string orientation(const MadeScan &scan);
/// 0 to count - 1 in an order drawn from the seed.
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed);
/// "102003.500000".
std::string clock(int second);

/// Patient, study, series and what says how the picture was taken.
Elements common(const MadeScan &scan, int series_number, int file);
/// SpacingBetweenSlices and SliceThickness, in the data set or in the macro of pixel measures.
void put_slice_measures(Elements &e, const MadeScan &scan);
/// Position, orientation and spacing.
void put_plane(Elements &e, const MadeScan &scan, const Vec3 &position_lps_mm);
void put_scaling(Elements &e, const MadeScan &scan, FrameId id);
/// As each maker says it in objects that are not enhanced.
void put_diffusion(Elements &e, const MadeScan &scan, int volume);
/// What tells the files of a series apart, and what must not.
void put_order(Elements &e, const MadeScan &scan, FrameId id, std::size_t shuffled_number,
               Part part = {});

/// Files of enhanced multi-frame objects: of one scan, or of several parts that lie in one plane or
/// in several.
std::vector<Elements> enhanced_files(std::span<const MadeScan> parts, int series_number);

/// Pixels of a whole file, columns fastest, then rows and frames.
class Sheet {
public:
  Sheet(const MadeScan &scan, int columns, int rows, int frames);
  /// Lays one slice of a part down at (column, row) of frame `frame`.
  void lay(const MadeScan &part, FrameId id, int column, int row, int frame);
  /// The pixel module and Pixel Data.
  void put(Elements &e) const;

private:
  const MadeScan &scan_;
  int columns_, rows_;
  std::vector<std::uint64_t> bits_;
};

} // namespace curate::support::parts
