#pragma once

#include <cstdint>
#include <libcurate/study/database.hpp>
#include <libcurate/withdrawal/trace.hpp>
#include <map>
#include <set>
#include <string>

namespace curate::withdrawal {

/// How many rows of each table of the registry are a person's: people, visits, names, series,
/// pictures, files.
using RowCounts = std::map<std::string, std::uint64_t>;

RowCounts count_rows(study::Database &database, const Trace &trace);

/// The tokens of the ids that go with the label.
std::set<std::string> people_of(study::Database &database, const std::string &label);

/// Removes those rows. Events, withdrawals, releases and who was in them stay: they are what has
/// to be accounted for.
void remove_rows(study::Database &database, const Trace &trace);

} // namespace curate::withdrawal
