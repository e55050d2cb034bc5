#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/volume/volume.hpp>
#include <string>
#include <vector>

namespace curate::support {

/// One picture of a folder, converted from facts and pixels alone: no CleanSeries is made, so
/// nothing of it may be written to a dataset. For holding the volume room against references.
struct PlainPicture {
  volume::Grid grid;
  volume::Voxels voxels;
  volume::Acquisition acquisition;
  std::string code; ///< why it was refused; empty where it was not
};

/// Scans, groups, loads and assembles everything in a folder. Series that cannot be loaded give one
/// entry with their code and series number.
std::vector<PlainPicture> convert_plainly(const fs::path &folder);

} // namespace curate::support
