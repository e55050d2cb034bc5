#pragma once

#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// When each volume began, in s after the first: the earliest acquisition time of its slices. A
/// series that runs over midnight goes on. Empty where a slice does not say, or where a volume does
/// not begin after the one before it.
/// Source: DICOM PS3.3, C.7.6.16.2.2 and C.7.6.1 (Acquisition Time, Frame Acquisition DateTime).
std::vector<double> volume_starts_s(std::span<const dicom::Frame> frames, const Stack &stack);

/// Whether volumes that begin at these times come at unequal distances: by more than a tenth of the
/// usual one and 0.1 s, which no scanner's clock is off by.
bool is_irregular(std::span<const double> starts_s);

/// What the header says of each volume of a PET series; empty where it says nothing, or not the
/// same of all slices of a volume (scatter and decay may differ by slice: the first slice's).
std::vector<dicom::PetFrame> pet_frames(std::span<const dicom::Frame> frames, const Stack &stack);

} // namespace curate::volume
