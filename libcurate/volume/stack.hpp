#pragma once

#include <libcurate/volume/assemble.hpp>
#include <libcurate/volume/resample.hpp>
#include <libcurate/volume/storage.hpp>
#include <span>

namespace curate::volume {

/// The frames of a picture in their places: what `assemble` copies and `describe` tells.
struct Stack {
  /// One per slice and volume, slice first; of mosaics one per volume.
  std::vector<std::size_t> frames;
  int volume_count = 0;
  Lattice lattice;
  bool is_mosaic = false;
  bool is_tile_order_reversed = false; ///< the last tile is slice 0
  Storage storage{};                   ///< how the lattice is stored
  /// The frames lie askew or at unequal distances, and are brought onto the lattice.
  std::optional<Resampling> resampling;
  Findings findings;
};

/// Puts the frames of a picture in their places. 3D acquisitions of one volume are stored in the
/// nearest RAS+ order, all others with rows flipped and slices along the normal, as dcm2niix does.
/// Fails with VOLUME-*, as `slice_order`, `volume_order` and `unfold` do.
Result<Stack> stack(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                    const Picture &picture);

} // namespace curate::volume
