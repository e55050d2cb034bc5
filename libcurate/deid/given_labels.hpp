#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/deid/people.hpp>

namespace curate::deid {

/// The labels that the user brings: --subject, and the table of --subjects (or of study.json): two
/// columns, original id and label, TSV or CSV, with or without "sub-", with a header row or
/// without. Throws UsageError that names the row of what is wrong, never its text; InputError when
/// it cannot be read.
GivenLabels given_labels(const std::optional<std::string> &subject,
                         const std::optional<fs::path> &table);

} // namespace curate::deid
