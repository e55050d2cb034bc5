#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/deid/clean_series.hpp>
#include <libcurate/volume/volume.hpp>
#include <string>
#include <vector>

namespace curate::volume {

/// The frames of a series that make one picture (3D or 4D): one echo, one component, one kind.
struct Picture {
  std::vector<std::size_t> frames; ///< indices into CleanSeries::frames()
  dicom::Component component = dicom::Component::unknown;
  dicom::Flavor flavor = dicom::Flavor::original;
  dicom::DixonKind dixon = dicom::DixonKind::none; ///< set where the series holds several
  std::optional<int> echo_number;                  ///< set where the series holds several echoes
  int index = 0; ///< the order in which the series' pictures are told
};

/// The pictures of a series, by facts alone: no pixel is read.
/// Refuses (SERIES-*) what is no picture at all; a picture that cannot be assembled fails later,
/// alone.
Result<std::vector<Picture>> partition(const deid::CleanSeries &series);

/// How a picture was taken, without reading a pixel: for names, plans and sidecars.
Result<Acquisition> describe(const deid::CleanSeries &series, const Picture &picture);

/// Voxels on a grid. Stored as dcm2niix stores: rows flipped so that j grows to the back of the
/// head, slices ordered along the normal, those of Siemens' mosaics as their tiles. Fails with
/// VOLUME-*: missing slices, unequal gaps, sizes that differ, tilted gantry, nothing to stack.
/// Memory: the voxels, and one frame.
Result<CleanVolume> assemble(const deid::CleanSeries &series, const Picture &picture);

} // namespace curate::volume
