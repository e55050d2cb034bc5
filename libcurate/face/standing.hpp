#pragma once

#include <libcurate/face/locate.hpp>
#include <libcurate/face/register.hpp>
#include <libcurate/face/removal.hpp>

namespace curate::face {

/// Whether a head lies where one of the same frame of reference does that lost this: the atlas as
/// it is laid there is more like it than when turned by right angles, and where a face was seen, it
/// was seen there. Some 0.2 s.
bool lies_as(const AtlasPyramid &atlas, const ImageView &view, const std::optional<Face> &seen,
             const Removal &other);

} // namespace curate::face
