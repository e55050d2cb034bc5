#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/dictionary/age.hpp>
#include <libcurate/tables/column_plan.hpp>

namespace curate::tables {

namespace {

using dictionary::Identifying;
using dictionary::Type;
using dictionary::Variable;

bool is_free_text(const Variable &variable) {
  if (variable.type == Type::text) return true;
  if (variable.type != Type::string && variable.type != Type::unstated) return false;
  return variable.levels.empty() && variable.pattern.empty() && variable.delimiter.empty() &&
         variable.identifying == Identifying::unstated;
}

Treatment treatment_of(const Variable &variable) {
  if (variable.identifying == Identifying::direct || is_free_text(variable)) return Treatment::drop;
  if (variable.type == Type::date) return Treatment::shift_date;
  if (variable.type == Type::datetime) return Treatment::shift_date_time;
  return dictionary::is_age(variable) ? Treatment::fold_age : Treatment::keep;
}

Finding dropped(const PlannedColumn &column, const Variable &variable) {
  const bool is_direct = variable.identifying == Identifying::direct;
  return {is_direct ? Severity::info : Severity::warning,
          is_direct ? "TABLE-DROPPED-IDENTIFYING" : "TABLE-DROPPED-TEXT",
          {},
          "column " + column.name,
          is_direct ? "it identifies people: left out" : "free text may name people: left out",
          is_direct ? "" : "where it is a code, state its Levels, its Pattern, or Identifying"};
}

// "YYYYMMDD" of "YYYY-MM-DD".
std::string compact(std::string_view day) {
  return std::string(day.substr(0, 4)) + std::string(day.substr(5, 2)) +
         std::string(day.substr(8, 2));
}

std::optional<std::string> shifted(std::string_view day, int shift_days) {
  const auto moved = deid::shifted_date(compact(day), shift_days);
  if (!moved) return {};
  return moved->substr(0, 4) + "-" + moved->substr(4, 2) + "-" + moved->substr(6);
}

} // namespace

std::vector<PlannedColumn> plan_columns(const std::vector<std::string> &columns,
                                        const std::vector<const Variable *> &variables,
                                        const std::string &id_column, Findings &findings) {
  std::vector<PlannedColumn> plan;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    PlannedColumn column{columns[i], Treatment::drop, false};
    if (columns[i] == id_column) {
      column.treatment = Treatment::id;
    } else if (columns[i] == "session_id") {
      column.treatment = Treatment::session;
    } else if (variables[i] != nullptr) {
      column.treatment = treatment_of(*variables[i]);
      column.is_of_words =
          column.treatment == Treatment::keep && variables[i]->levels.empty() &&
          (variables[i]->type == Type::string || variables[i]->type == Type::unstated);
      if (column.treatment == Treatment::drop) findings.push_back(dropped(column, *variables[i]));
    }
    plan.push_back(std::move(column));
  }
  return plan;
}

std::optional<std::string> clean_cell(const PlannedColumn &column, std::string_view cell,
                                      const dictionary::CellVerdict &verdict, int shift_days) {
  if (verdict.is_missing) return "n/a";
  cell = base::trim(cell);
  switch (column.treatment) {
  case Treatment::shift_date:
    return shifted(cell, shift_days);
  case Treatment::shift_date_time: {
    auto day = shifted(cell.substr(0, 10), shift_days);
    if (day) day->append(cell.substr(10));
    return day;
  }
  case Treatment::fold_age:
    if (const auto age = base::to_double(cell); age && *age >= dictionary::oldest_age_years)
      return std::string(dictionary::oldest_age);
    return std::string(cell);
  case Treatment::id:
  case Treatment::session:
  case Treatment::keep:
  case Treatment::drop:
    return std::string(cell);
  }
  return {};
}

} // namespace curate::tables
