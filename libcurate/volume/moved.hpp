#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/volume/slice_order.hpp>
#include <optional>
#include <span>

namespace curate::volume {

/// How far a volume may lie beside the first: as far as a head moves in a coil. Prospective motion
/// correction follows it by less. Source: Thesen et al. 2000,
/// Magn Reson Med 44:457 (PACE).
inline constexpr double most_movement_mm = 20;
/// And from one volume to the next: two stacks that lie further apart were planned so.
inline constexpr double most_movement_at_once_mm = 5;

/// Volumes of MR that each are whole, with as many slices as the first and equally far apart, but
/// lie beside it by no more than these bounds: the scanner followed the head (prospective motion
/// correction). All get the place of the first volume, as with dcm2niix. Volumes are told by
/// the attributes that count them: dimension indices excepted, as `volume_order` does. Nothing
/// where that does not fit.
std::optional<SlicePositions> moved_volumes(std::span<const dicom::Frame> frames,
                                            std::span<const std::size_t> chosen,
                                            dicom::Modality modality);

/// The finding that goes with it, VOLUME-MOVED.
Finding movement_finding();

/// How far the frame lies from where another lies, in mm; of a mosaic too.
double movement_mm(const dicom::Frame &frame, const dicom::Frame &from);

} // namespace curate::volume
