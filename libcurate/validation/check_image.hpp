#pragma once

#include <libcurate/validation/check_metadata.hpp>

namespace curate::validation {

/// Looks at an image: whether its file is whole and sane, fits its sidecars and its gradients (part
/// images), and tells nothing of a person (part privacy).
void check_image(const Dataset &dataset, const FileInCheck &file, Notes &notes);

/// Looks at a .bval or .bvec by itself: rows, numbers, lengths of directions.
void check_gradient_file(const Dataset &dataset, const FileInCheck &file, Notes &notes);

} // namespace curate::validation
