#pragma once

#include <functional>
#include <libcurate/base/result.hpp>
#include <libcurate/volume/stack.hpp>

namespace curate::volume {

/// Fills `out` with the stored values of a frame; as dicom::decode.
using Decode = std::function<Result<void>(std::size_t frame, std::span<std::byte> out)>;

/// Reads the frames of a stack into the order they are stored in. Integers stay integers where all
/// frames are scaled alike (the scaling is kept beside them), else values become f32. Unsigned
/// 16-bit pictures of which at most 15 bits are used become i16, as with dcm2niix. Fails with
/// VOLUME-PIXEL-FORMAT, VOLUME-TOO-LARGE (frames over 1 GiB, volumes over 64 GiB), or what `decode`
/// fails with. Memory: the voxels, and one frame (32 where columns are not stored as runs).
Result<Voxels> read_voxels(std::span<const dicom::Frame> frames, dicom::Manufacturer manufacturer,
                           const Stack &stack, const Decode &decode);

} // namespace curate::volume
