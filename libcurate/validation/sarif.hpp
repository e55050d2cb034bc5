#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/json/value.hpp>
#include <string>

namespace curate::validation {

/// The findings as SARIF 2.1.0, for tools that show reviews of files. Paths are below the dataset
/// (uriBaseId DATASET). Source: OASIS SARIF 2.1.0.
json::Value to_sarif(const Findings &findings, const std::string &version);

} // namespace curate::validation
