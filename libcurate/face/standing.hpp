#pragma once

#include <libcurate/face/locate.hpp>
#include <libcurate/face/register.hpp>
#include <libcurate/face/removal.hpp>

namespace curate::face {

/// Whether an atlas is more like a picture as it is laid over it than when it is turned by right
/// angles where it lies. 0.2 s.
bool stands_upright(const AtlasPyramid &atlas, const ImageView &view,
                    const Affine &atlas_to_subject);

/// Whether a head lies where one of the same frame of reference does that lost this: a face was
/// seen there; or none was seen, and the atlas as it is laid there is more like the head than when
/// it is turned by right angles. Some 0.2 s.
bool lies_as(const AtlasPyramid &atlas, const ImageView &view, const std::optional<Face> &seen,
             const Removal &other);

/// Whether the head stands much better when the picture is turned by right angles: its header lies
/// about the orientation. Cost: some 3 s.
bool stands_otherwise(const AtlasPyramid &atlas, const ImageView &view);

} // namespace curate::face
