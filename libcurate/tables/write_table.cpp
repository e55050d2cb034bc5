#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/tables/merge.hpp>
#include <libcurate/tables/write_table.hpp>

#include <algorithm>

namespace curate::tables {

namespace {

bids::Tsv table_before(const fs::path &file, const bids::Tsv &more, std::size_t keys) {
  if (!fs::exists(file))
    return {{more.columns.begin(), more.columns.begin() + static_cast<std::ptrdiff_t>(keys)}, {}};
  auto read = bids::parse_tsv(base::read_file(file));
  if (!read || read->columns.size() < keys ||
      !std::equal(read->columns.begin(), read->columns.begin() + static_cast<std::ptrdiff_t>(keys),
                  more.columns.begin()) ||
      (keys == 1 && read->columns.size() > 1 && read->columns[1] == "session_id"))
    throw InputError(file.filename().string() +
                     " of the dataset is no table with the keys of this one (participant_id, and "
                     "session_id where there are sessions); repair it or move it away");
  return std::move(*read);
}

json::Value object_of(const fs::path &file) {
  if (!fs::exists(file)) return json::Value::object();
  auto value = json::read_file(file);
  if (!value || !value->is_object())
    throw InputError(file.filename().string() + " is no JSON object; repair it or move it away");
  return std::move(*value);
}

// The members of the dictionary for the columns that went in. Aliases and codes for missing values
// are of the table as it came.
json::Value described(json::Value value, const json::Value &dictionary,
                      const std::vector<std::string> &columns) {
  for (const std::string &column : columns) {
    if (column == "participant_id" || column == "session_id") {
      if (!value.contains(column))
        value[column] = {{"Description", column == "session_id"
                                             ? "Label of the session"
                                             : "Label of the participant: a keyed pseudonym, not "
                                               "derived from a name"}};
    } else if (const auto at = dictionary.find(column); at != dictionary.end()) {
      json::Value member = *at;
      member.erase("Aliases");
      member.erase("Missing");
      value[column] = std::move(member);
    }
  }
  return value;
}

void write_where_changed(const fs::path &file, const std::string &text) {
  if (fs::exists(file) && base::read_file(file) == text) return;
  base::write_file(file, text, base::Overwrite::yes);
}

} // namespace

void write_table(const study::Study &study, const ImportRequest &request, const bids::Tsv &table,
                 ImportOutcome &outcome) {
  const bool has_sessions = table.columns.size() > 1 && table.columns[1] == "session_id";
  const std::size_t keys = has_sessions ? 2 : 1;
  const fs::path tsv = study.dataset() / (request.to + ".tsv");
  const fs::path json_file = study.dataset() / (request.to + ".json");
  const Merged merged = merge(table_before(tsv, table, keys), table, keys);
  const json::Value beside =
      described(object_of(json_file), json::parse(request.dictionary).value(), table.columns);
  outcome.file = request.to + ".tsv";
  outcome.columns.assign(table.columns.begin() + static_cast<std::ptrdiff_t>(keys),
                         table.columns.end());
  outcome.added = merged.added;
  outcome.updated = merged.updated;
  outcome.unchanged = merged.unchanged;
  if (request.is_dry_run) return;
  // What describes comes first: killed between them, no column is without its meaning.
  write_where_changed(json_file, json::to_text(beside));
  write_where_changed(tsv, bids::text_of(merged.table));
}

} // namespace curate::tables
