#pragma once

#include <libcurate/legible/picture.hpp>

namespace curate::legible {

/// How the brighter (or darker) half of a box's values lies: machines write letters in one value,
/// tissue has many.
struct Ink {
  double sameness = 0; ///< the share of the ink whose values lie close together, 0 to 1
  double cover = 0;    ///< these as a share of the box
};

/// Looks at a box that lies inside the picture.
Ink ink_in(const GreyPicture &picture, const TextBox &box, bool is_bright);

} // namespace curate::legible
