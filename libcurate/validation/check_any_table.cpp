#include <libcurate/validation/check_any_table.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/check_table.hpp>
#include <libcurate/validation/check_privacy.hpp>
#include <set>

namespace curate::validation {

namespace {

using dictionary::CheckedRow;
using dictionary::Dictionary;

constexpr std::size_t most_dictionary_bytes = (std::size_t{64} << 20) + 1; // parse says it is more

/// What a cell says without a code for no value, which is no text to look into.
std::string_view said(const CheckedRow &row, std::size_t column) {
  return row.verdicts[column].is_missing ? std::string_view() : row.cells[column];
}

/// Reads a table to its end.
void read(dictionary::TableReader &reader, const Dictionary &dictionary,
          dictionary::TableCheckOptions options, const Parts &parts, const std::string &path,
          Notes &notes) {
  std::vector<ColumnPrivacy> columns;
  if (parts.privacy) {
    for (const std::string &name : reader.columns())
      columns.emplace_back(name);
    options.watchers.push_back([&](const CheckedRow &row) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i].look_at(said(row, i), row.number, path, notes);
    });
  }
  const auto report = dictionary::check_table(reader, dictionary, options);
  if (parts.variables)
    for (auto &finding : report.groups.findings(path))
      notes.add(std::move(finding));
  for (const ColumnPrivacy &column : columns)
    column.finish(path, notes);
}

} // namespace

void check_csv(const Dataset &dataset, const std::string &path, Notes &notes) {
  const std::string beside = path.substr(0, path.size() - 4) + ".json";
  if (!dataset.is_chosen(path) && !dataset.is_chosen(beside)) return;
  const auto known = dataset.dictionaries.of(
      dataset.tree, dataset.tree.find(beside) != nullptr ? beside : std::string(), notes);
  dictionary::TableReader reader(dataset.tree.root() / path);
  dictionary::TableCheckOptions options{.is_tsv = false, .unknown_columns = std::nullopt};
  const auto key = std::ranges::find(reader.columns(), "participant_id");
  if (key != reader.columns().end() && dataset.parts.variables)
    options.watchers.push_back(
        [&, at = static_cast<std::size_t>(key - reader.columns().begin())](const CheckedRow &row) {
          if (dataset.tree.find_folder(row.cells[at]) == nullptr)
            notes.add("TABLE-KEY-UNKNOWN", path, fmt::format("row {}", row.number));
        });
  read(reader, *known, options, dataset.parts, path, notes);
}

Outcome validate_table(const Request &request) {
  Outcome outcome;
  Notes notes;
  const std::string path = request.dataset.string();
  Dictionary known = request.dictionary.value_or(Dictionary{});
  const fs::path beside = fs::path(request.dataset).replace_extension(".json");
  if (beside != request.dataset && fs::is_regular_file(beside)) {
    const std::string text = base::read_file(beside, most_dictionary_bytes);
    for (auto &finding : dictionary::check(text, beside.string()))
      notes.add(std::move(finding));
    if (auto own = dictionary::parse(text)) {
      std::set<std::string, std::less<>> names;
      for (const auto &variable : own->variables)
        names.insert(variable.name);
      std::erase_if(known.variables, [&](const auto &one) { return names.contains(one.name); });
      std::ranges::move(own->variables, std::back_inserter(known.variables));
    }
  }
  dictionary::TableReader reader(request.dataset);
  dictionary::TableCheckOptions options{.is_tsv = dictionary::dialect_of(request.dataset) ==
                                                  dictionary::Dialect::tsv};
  if (known.variables.empty()) options.unknown_columns = std::nullopt;
  read(reader, known, options, request.parts, path, notes);
  outcome.findings = notes.findings();
  std::ranges::stable_sort(outcome.findings, {}, &Finding::file);
  outcome.counted = notes.counted();
  outcome.files = outcome.looked_into = outcome.counts.tables = 1;
  return outcome;
}

} // namespace curate::validation
