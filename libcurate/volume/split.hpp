#pragma once

#include <libcurate/volume/assemble.hpp>
#include <span>

namespace curate::volume {

/// Splits pictures that hold several: frames of several inversions (MP2RAGE) or flip angles, where
/// each shows every slice once, and stacks and acquisitions that make no volume together but do
/// each alone. Echo-planar and labelled pictures (ASL) of several delays stay volumes.
/// Source: BIDS, entities inv and flip; DICOM PS3.3, C.7.6.16.2.2.4 (Stack ID).
std::vector<Picture> split(std::vector<Picture> pictures, std::span<const dicom::Frame> frames,
                           const dicom::SeriesFacts &facts);

} // namespace curate::volume
