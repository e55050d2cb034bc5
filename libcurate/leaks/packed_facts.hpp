#pragma once

#include <libcurate/leaks/file_report.hpp>
#include <span>
#include <string>

namespace curate::leaks {

/// Searches what stands beside the data of a gzip file (name, comment, extra field, time of
/// change) and of a zip (comments, names and extra fields of its directory). Source: RFC 1952, 2.3;
/// PKWARE APPNOTE 4.3.12 and 4.3.16.
void look_into_packed_facts(std::span<const std::byte> bytes, const std::string &file,
                            FileReport &report);

} // namespace curate::leaks
