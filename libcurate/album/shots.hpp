#pragma once

#include <libcurate/album/picture.hpp>
#include <libcurate/face/image_view.hpp>
#include <optional>
#include <span>

namespace curate::album {

/// The head that a picture shows, from the front and from both sides of it, skin at `threshold` (a
/// middle one where none is given). Empty where there is no head. One core: about half a second.
std::vector<Picture> heads_of(const face::ImageView &view, std::optional<float> threshold = {});

/// Three slices through the middle of what a mask takes (of the picture, where it takes nothing),
/// with its outline as marks. One byte a voxel, as many as the picture has, or none. The person's
/// right is on the right. Empty where the picture cannot be laid out.
std::vector<Picture> slices_of(const face::ImageView &view, std::span<const std::uint8_t> mask);

} // namespace curate::album
