#pragma once

#include <libcurate/conversion/request.hpp>
#include <libcurate/deid/people.hpp>

namespace curate::conversion {

/// The labels that the user brings: --subject, and the table of --subjects (or of study.json): two
/// columns, original id and label, TSV or CSV, with or without "sub-", with a header row or
/// without. Throws UsageError that names the row of what is wrong, never its text; InputError when
/// it cannot be read.
deid::GivenLabels given_labels(const std::optional<std::string> &subject,
                               const std::optional<fs::path> &table);

/// The session label that the user gives, with or without "ses-". Throws UsageError where BIDS does
/// not allow it: a label is recorded for good.
std::optional<std::string> given_session(const std::optional<std::string> &session);

} // namespace curate::conversion
