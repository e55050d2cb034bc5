#pragma once

#include <libcurate/base/finding.hpp>
#include <span>
#include <string>

namespace curate::verification {

/// Names that other systems cannot keep apart or cannot hold. VERIFY-NAME-COLLISION (error): two
/// paths that differ in the case of letters alone. VERIFY-NAME-UNPORTABLE (warning): what Windows
/// does not take, letters beyond ASCII (which systems write in two ways), names of more than 255
/// bytes. Source: Microsoft, "Naming Files, Paths, and Namespaces".
Findings check_names(std::span<const std::string> paths);

} // namespace curate::verification
