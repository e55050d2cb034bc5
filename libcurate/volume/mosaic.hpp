#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/volume/storage.hpp>

namespace curate::volume {

/// A mosaic taken apart: where its slices lie.
struct Unfolded {
  Lattice lattice;
  bool is_reversed = false; ///< tiles run against row x column: the last one is slice 0
};

/// The slices of a volume lie as tiles, row after row from the top left: with Siemens on a square
/// of ceil(sqrt(slices)) tiles, with UIH on no more rows of tiles than needed. The position in the
/// header is that of the whole sheet as if it were one slice around the same centre: it is moved by
/// half the difference of the sizes. Fails with VOLUME-MOSAIC where the sizes do not fit;
/// VOLUME-NO-POSITION. Source: Siemens MR conformance statement, Mosaic images;
/// nipy.org/nibabel/dicom/dicom_mosaic.html
Result<Unfolded> unfold(const dicom::Frame &frame);

} // namespace curate::volume
