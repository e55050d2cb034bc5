#pragma once

#include <cstdint>
#include <libcurate/base/fs.hpp>
#include <span>

namespace curate::support {

/// Writes an 8-bit grey picture, rows from the top, for a person to look at. Throws SystemError.
void write_png(const fs::path &path, std::span<const std::uint8_t> grey, int width, int height);

} // namespace curate::support
