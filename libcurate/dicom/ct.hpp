#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>

namespace curate::dicom::ct {

/// What the header says of a CT series; nothing where the file is no CT.
/// Source: DICOM PS3.3, C.8.2.1 (classic), C.8.15.3.8 and C.8.15.3.9 (enhanced).
std::optional<CtFacts> facts_of(const FrameView &view);

/// Gantry tilt in degrees: (0018,1120), of enhanced objects in the CT Geometry macro.
std::optional<double> gantry_tilt_deg(const FrameView &view);

} // namespace curate::dicom::ct
