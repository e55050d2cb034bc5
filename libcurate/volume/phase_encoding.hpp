#pragma once

#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// Phase encoding in the axes of the stored picture.
struct PhaseEncoding {
  std::optional<Direction> direction;     ///< where the polarity is known
  std::optional<dicom::InPlaneAxis> axis; ///< where only the axis is
  std::optional<int> voxel_count;         ///< of the stored picture, along it
  std::optional<double> effective_echo_spacing_s, total_readout_time_s;
};

/// Positive polarity means towards growing column or row indices of the DICOM picture; what is
/// stored backwards turns the sign. Where the vendor does not state them: effective echo spacing
/// = 1 / (bandwidth per pixel * voxels), total readout time = spacing * (voxels - 1).
/// Source: BIDS, EffectiveEchoSpacing, TotalReadoutTime (FSL's definition).
PhaseEncoding phase_encoding_of(const dicom::SeriesFacts &facts, const Stack &stack);

} // namespace curate::volume
