#pragma once

#include <libcurate/dicom/frame.hpp>
#include <span>

namespace curate::dicom {

/// What only the whole series tells about the weighting of its frames. Three steps, each of which
/// leaves series without diffusion as they are.

/// GE, Toshiba and Canon say nothing of pictures without weighting: in a diffusion scan, and where
/// others of the series are weighted, they get b = 0. GE's frames without direction are unweighted
/// where others have one.
/// Source: dcm2niix, notes on Canon (Toshiba); https://github.com/rordenlab/dcm2niix/issues/245.
void complete_unweighted(std::span<Frame> frames, const SeriesFacts &facts);

/// Means over directions that a scanner appends to the directions themselves (Philips; ISOTROPIC of
/// the standard) become traces, a picture of their own, where at least two other volumes are left.
/// A pair of b = 0 and its mean stays together. Frames below 6 s/mm2 are no means, whatever their
/// direction. Source: Philips conformance statements (Diffusion Directionality); DICOM PS3.3,
/// C.8.13.5.9; https://github.com/rordenlab/dcm2niix/issues/405.
void set_isotropic_aside(std::span<Frame> frames, Manufacturer manufacturer);

} // namespace curate::dicom
