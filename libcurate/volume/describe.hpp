#pragma once

#include <libcurate/volume/assemble.hpp>
#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// `describe` on facts alone: the same, with the texts left empty.
Acquisition describe(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                     const Picture &picture, const Stack &stack);

} // namespace curate::volume
