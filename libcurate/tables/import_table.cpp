#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/given_labels.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/column_check.hpp>
#include <libcurate/tables/import_table.hpp>
#include <libcurate/tables/row_gathering.hpp>
#include <libcurate/tables/write_table.hpp>

#include <algorithm>

namespace curate::tables {

namespace {

using dictionary::Dictionary;
using dictionary::Variable;

void check_place(const std::string &to) {
  if (to == "participants") return;
  constexpr std::string_view folder = "phenotype/";
  const std::string name = to.starts_with(folder) ? to.substr(folder.size()) : std::string();
  const bool is_name = !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](char c) {
    return c == '_' || c == '-' || base::alphanumeric(std::string(1, c)) != "";
  });
  if (!is_name)
    throw UsageError("--to is participants, or phenotype/NAME with letters, digits, _ and - only");
}

Variable key_variable(const std::string &name) {
  Variable variable;
  variable.name = name;
  variable.type = dictionary::Type::string;
  variable.required = true;
  return variable;
}

// The dictionary as this table is held to it: ids and sessions are keys, held to by us.
Dictionary held_to(Dictionary known, const std::string &id_column) {
  std::erase_if(known.variables, [&](const Variable &variable) {
    return variable.name == id_column || variable.name == "participant_id" ||
           variable.name == "session_id";
  });
  known.variables.push_back(key_variable(id_column));
  Variable session = key_variable("session_id");
  session.required = false;
  known.variables.push_back(std::move(session));
  return known;
}

// Mistakes in cells of columns that are left out keep nothing from going in.
Findings findings_of(const dictionary::TableReport &report, const std::vector<PlannedColumn> &plan,
                     const std::string &file) {
  Findings all = report.groups.findings(file), kept;
  const auto &groups = report.groups.groups();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool is_of_cells = groups[i].fault >= dictionary::Fault::empty_cell;
    const bool is_dropped = std::ranges::any_of(plan, [&](const PlannedColumn &column) {
      return column.treatment == Treatment::drop && column.name == groups[i].column;
    });
    if (!(is_of_cells && is_dropped)) kept.push_back(std::move(all[i]));
  }
  return kept;
}

} // namespace

ImportOutcome import_table(const study::Study &study, const ImportRequest &request) {
  check_place(request.to);
  ImportOutcome outcome;
  outcome.findings = dictionary::check(request.dictionary, request.dictionary_name);
  std::erase_if(outcome.findings,
                [](const Finding &finding) { return finding.severity != Severity::error; });
  outcome.is_refused = !outcome.findings.empty();
  if (outcome.is_refused) return outcome;
  auto known = dictionary::parse(request.dictionary);
  if (!known) throw InputError("the dictionary cannot be used: " + known.error().message);
  const std::string id_column = dictionary::without_aliases({request.id_column}, *known).front();
  const Dictionary held = held_to(std::move(*known), id_column);

  // Held to the end: nobody else writes into the study meanwhile.
  const study::Registry registry(study, study::Registry::Access::write);
  auto subjects = request.subjects;
  if (!subjects && study.settings().subjects)
    subjects = fs::absolute(*study.settings().subjects, study.root());
  const Who who(study, registry, request.issuers, deid::given_labels({}, subjects));

  dictionary::TableReader reader(request.table);
  const auto columns = dictionary::without_aliases(reader.columns(), held);
  if (std::ranges::count(columns, id_column) != 1)
    throw UsageError("--id-column: the table has no such column, or two of them");
  if (request.to == "participants" && std::ranges::count(columns, "session_id") > 0)
    throw UsageError("the table has rows of sessions, and participants has none: "
                     "use --to phenotype/NAME");

  const auto plan =
      plan_columns(columns, dictionary::variables_of(columns, held), id_column, outcome.findings);
  for (const PlannedColumn &column : plan)
    if (column.treatment == Treatment::drop) outcome.dropped.push_back(column.name);
  RowGathering gathering(plan, who, request.skips_unknown);
  dictionary::TableCheckOptions options;
  options.is_tsv = false;
  options.unknown_columns = Severity::error; // nobody knows what they hold
  options.takes_aliases = true;
  options.watchers.push_back([&](const dictionary::CheckedRow &row) { gathering.take(row); });
  const auto report = dictionary::check_table(reader, held, options);

  const std::string file = request.table.filename().string();
  for (auto &finding : outcome.findings)
    finding.file = file;
  const auto add = [&](Findings more) {
    outcome.findings.insert(outcome.findings.end(), more.begin(), more.end());
  };
  add(findings_of(report, plan, file));
  add(gathering.findings(file));
  outcome.rows = report.rows;
  outcome.skipped = gathering.skipped();
  outcome.is_refused = std::ranges::any_of(
      outcome.findings, [](const Finding &finding) { return finding.severity == Severity::error; });
  if (!outcome.is_refused) write_table(study, request, gathering.table(), outcome);
  return outcome;
}

} // namespace curate::tables
