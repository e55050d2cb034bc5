#pragma once

#include <boost/filesystem.hpp>

namespace curate {

/// The one name for paths and files. Boost's, as std::filesystem in libstdc++ 12 throws on names
/// that are not UTF-8.
namespace fs = boost::filesystem;

} // namespace curate
