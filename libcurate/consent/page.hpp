#pragma once

#include <libcurate/consent/report.hpp>
#include <string>

namespace curate::consent {

/// The report as one HTML page that needs nothing else and prints well: counts, what to see to, and
/// everybody. Holds labels only.
std::string page_of(const Report &report, const std::string &study_name);

/// Text in which nothing is markup any more.
std::string escaped(std::string_view text);

} // namespace curate::consent
