#pragma once

#include <libcurate/leaks/file_report.hpp>
#include <span>
#include <string>

namespace curate::leaks {

/// Searches a PNG: its chunks by their names, text that is compressed too; the time of change; and
/// what follows the last chunk. False where it is no PNG. Source: PNG (ISO/IEC 15948), 5 and 11.
bool look_into_png(std::span<const std::byte> bytes, const std::string &file, FileReport &report);

} // namespace curate::leaks
