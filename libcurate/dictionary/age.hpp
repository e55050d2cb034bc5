#pragma once

#include <libcurate/dictionary/dictionary.hpp>

namespace curate::dictionary {

/// What a dataset writes in place of ages that few people reach.
/// Source: BIDS, participants file; HIPAA, 45 CFR 164.514(b)(2)(i)(C).
constexpr std::string_view oldest_age = "89+";
constexpr double oldest_age_years = 89;

/// Whether a variable is a person's age in years: a number named "age" ("age_at_onset",
/// "mothers_age") whose unit, if one is stated, is a year.
bool is_age(const Variable &variable);

} // namespace curate::dictionary
