#pragma once

#include <libcurate/base/secret.hpp>
#include <string>

namespace curate::tools {

/// The passphrase: the first line of a file, or, where none is named, of standard input; a person
/// at a terminal is asked for it, and does not see it. Throws UsageError when it has fewer than
/// eight letters.
Secret<std::string> read_passphrase(const std::string &file);

} // namespace curate::tools
