#pragma once

#include <libcurate/volume/assemble.hpp>
#include <span>

namespace curate::volume {

/// `partition` on facts alone. Frames make one picture when they share component, flavor, kind of
/// Dixon picture, coil, echo, size, format, spacing and orientation (within 0.1 degree), and are no
/// several pictures by `split`. Pictures come in the order: original before derived, component,
/// kind of Dixon picture, coil, echo time, first frame.
Result<std::vector<Picture>> partition(std::span<const dicom::Frame> frames,
                                       const dicom::SeriesFacts &facts);

} // namespace curate::volume
