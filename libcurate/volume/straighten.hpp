#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/volume/resample.hpp>
#include <libcurate/volume/slice_order.hpp>
#include <span>

namespace curate::volume {

/// Slices that no lattice fits as they lie, and the lattice they are brought onto.
struct Straightened {
  SlicePositions slices; ///< the order of the frames as they were taken
  Lattice lattice;
  Resampling resampling;
  Findings findings; ///< VOLUME-TILT-UNDONE, VOLUME-GAPS-RESAMPLED
};

/// Undoes a tilted gantry and unequal gaps, where nothing is guessed:
///  - the slices are sheared along their rows or along their columns, not both, by at most 45
///    degrees, each within a fifth of a pixel of one line;
///  - unequal gaps, of CT only: what lies between two slices was measured. Where both slice
///    thicknesses are known the gap is at most 1.2 of the larger one; else it is at most twice the
///    smallest, and no instance number is left out. No slices of one acquisition lie between those
///    of another. The new distance is the smallest gap or a
///    little less, so that the first and the last slice stay where they are.
/// Fails with VOLUME-TILTED, VOLUME-SHIFTED, VOLUME-GAPS or VOLUME-MISSING-SLICES.
/// Source: Rorden et al. 2016, doi 10.1016/j.jneumeth.2016.03.001 (both are resampled in dcm2niix).
Result<Straightened> straighten(std::span<const dicom::Frame> frames,
                                std::span<const std::size_t> chosen, dicom::Modality modality);

} // namespace curate::volume
