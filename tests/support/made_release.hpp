#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/integrity/signature.hpp>
#include <string>
#include <vector>

namespace curate::support {

/// The key of all made releases: the same every time.
integrity::SigningKey made_key();

/// The files of a small release: three people, tables, pictures that are noise; by path.
std::vector<std::pair<std::string, std::string>> made_release_files();

} // namespace curate::support
