#include <libcurate/withdrawal/registry_rows.hpp>

#include <array>
#include <utility>

namespace curate::withdrawal {

namespace {

constexpr const char *of_series = "series IN (SELECT series FROM series WHERE label = :label)";

// Tables and which of their rows, in an order in which they can be removed. Names begin with the
// subject's folder, and files lie below one, also where a series of a killed run has no row. Not
// LIKE: SQLite's takes no heed of case.
std::array<std::pair<const char *, std::string>, 6> rows_of(const Trace &trace) {
  const std::string begin = "SUBSTR(entities, 1, " + std::to_string(trace.label().size() + 5) + ")";
  return {{{"pictures", of_series},
           {"files", std::string("(") + of_series + " OR REPLACE(path, :folder, '') <> path)"},
           {"names", std::string("(") + of_series + " OR " + begin + " = :folder)"},
           {"series", "label = :label"},
           {"visits", "label = :label"},
           {"people", "label = :label"}}};
}

study::Cells parameters_of(const std::string &table, const Trace &trace) {
  if (table == "files") return {trace.label(), "/sub-" + trace.label() + "/"};
  if (table == "names") return {trace.label(), "sub-" + trace.label() + "/"};
  return {trace.label()};
}

} // namespace

RowCounts count_rows(study::Database &database, const Trace &trace) {
  RowCounts counts;
  for (const auto &[table, which] : rows_of(trace))
    counts[table] =
        std::stoull(database.select({"COUNT(*)"}, std::string("FROM ") + table + " WHERE " + which,
                                    parameters_of(table, trace))[0][0]);
  return counts;
}

std::set<std::string> people_of(study::Database &database, const std::string &label) {
  std::set<std::string> people;
  for (const auto &row : database.select({"person"}, "FROM people WHERE label = :l", {label}))
    people.insert(row[0]);
  return people;
}

void remove_rows(study::Database &database, const Trace &trace) {
  study::Transaction transaction(database);
  for (const auto &[table, which] : rows_of(trace))
    database.run(std::string("DELETE FROM ") + table + " WHERE " + which,
                 parameters_of(table, trace));
  transaction.commit();
}

} // namespace curate::withdrawal
