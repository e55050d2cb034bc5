#include <libcurate/validation/check_tables.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/validation/check_any_table.hpp>
#include <libcurate/validation/check_privacy.hpp>
#include <libcurate/validation/check_root.hpp>
#include <libcurate/validation/check_values.hpp>
#include <libcurate/validation/tsv_rows.hpp>
#include <map>
#include <unordered_set>

namespace curate::validation {

namespace {

using Cells = std::span<const std::string_view>;
using Keys = std::map<std::string, std::size_t, std::less<>>; // with the row

std::string_view last_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// YYYY-MM-DDThh:mm:ss[.ffffff][Z], or n/a. Source: BIDS schema 1.11.1, objects.formats.datetime.
bool is_date_time(std::string_view text) {
  if (text == "n/a") return true;
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < shape.size()) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
  const auto value = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  if (value(5) < 1 || value(5) > 12 || value(8) < 1 || value(8) > 31 || value(11) > 23 ||
      value(14) > 59 || value(17) > 60)
    return false;
  std::string_view rest = text.substr(shape.size());
  if (rest.starts_with('.')) {
    const auto digits = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (digits < 2 || digits > 7) return false;
    rest.remove_prefix(digits);
  }
  return rest.empty() || rest == "Z" ||
         (rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':');
}

/// One table of the dataset, held to its columns and its keys.
class TableCheck {
public:
  TableCheck(const Dataset &dataset, std::string path, Notes &notes)
      : dataset_(dataset), path_(std::move(path)), notes_(notes) {}

  /// Reads it. `key` is the column whose values are collected; empty: none.
  void run(std::string_view datatype, std::string_view suffix, std::string_view key,
           bool is_of_people) {
    RowReader reader;
    reader.header = [&](Cells names) {
      check_columns(datatype, suffix, names);
      const auto column = [&names](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
      };
      key_ = column(key);
      time_ = column("acq_time");
      stimulus_ = column("stim_file");
      session_ = suffix == "phenotype" ? column("session_id") : names.size();
      has_key_ = key_ < names.size();
      if (is_of_people && dataset_.parts.privacy)
        for (const auto name : names)
          columns_.emplace_back(name);
      return has_key_ || !columns_.empty() || suffix == "scans" || stimulus_ < names.size();
    };
    reader.row = [&](std::size_t row, Cells cells) { take_row(row, cells, suffix); };
    Notes unheard;
    read_tsv_rows(dataset_, path_, reader, dataset_.parts.variables ? notes_ : unheard);
    for (const auto &column : columns_)
      column.finish(path_, notes_);
  }

  const Keys &keys() const { return keys_; }
  bool has_key() const { return has_key_; }
  const std::string &path() const { return path_; }

private:
  void check_columns(std::string_view datatype, std::string_view suffix, Cells names) {
    const TableRule *rule = dataset_.schema.table(datatype, suffix);
    if (rule == nullptr || !dataset_.parts.variables) return;
    for (const auto name : words_of(rule->needed))
      if (std::ranges::find(names, name) == names.end())
        notes_.add("TABLE-COLUMN-MISSING", path_, "row 1", std::string(name));
    std::size_t at = 0;
    for (const auto name : words_of(rule->first)) {
      const auto found = std::ranges::find(names, name);
      if (found == names.end()) continue;
      if (found != names.begin() + static_cast<std::ptrdiff_t>(at++))
        return notes_.add("TABLE-COLUMN-ORDER", path_, "row 1", std::string(rule->first));
    }
  }

  void take_row(std::size_t row, Cells cells, std::string_view suffix) {
    if (has_key_ && dataset_.parts.variables) take_key(row, cells);
    if (stimulus_ < cells.size() && dataset_.parts.variables && cells[stimulus_] != "n/a" &&
        !dataset_.tree.exists("stimuli/" + std::string(cells[stimulus_])))
      notes_.add("TABLE-STIMULUS-UNKNOWN", path_, fmt::format("row {}, column stim_file", row));
    if (suffix == "scans" && time_ < cells.size() && dataset_.parts.variables &&
        !is_date_time(cells[time_]))
      notes_.add("TABLE-DATE-TIME", path_, fmt::format("row {}, column acq_time", row));
    for (std::size_t i = 0; i < columns_.size(); ++i)
      columns_[i].look_at(cells[i], row, path_, notes_);
  }

  // With sessions, people may stand in several rows, and each of their sessions in one. Visits are
  // kept as digests: of 4 million, two share one once in two million tables.
  void take_key(std::size_t row, Cells cells) {
    const std::string key(cells[key_]);
    bool is_new = keys_.emplace(key, row).second;
    if (session_ < cells.size()) {
      const std::string visit = key + "/" + std::string(cells[session_]);
      is_new =
          visits_.size() >= most_visits || visits_.insert(std::hash<std::string>()(visit)).second;
      if (cells[session_] != "n/a" && has_sessions(key) &&
          dataset_.tree.find_folder(visit) == nullptr)
        notes_.add("TABLE-SESSION-UNKNOWN", path_, fmt::format("row {}", row));
    }
    if (!is_new) notes_.add("TABLE-KEY-REPEATED", path_, fmt::format("row {}", row));
  }

  bool has_sessions(const std::string &subject) const {
    const Folder *folder = dataset_.tree.find_folder(subject);
    return folder != nullptr && std::ranges::any_of(folder->folders, [this](std::uint32_t index) {
             return last_of(dataset_.tree.folders()[index].path).starts_with("ses-");
           });
  }

  const Dataset &dataset_;
  std::string path_;
  Notes &notes_;
  Keys keys_;
  static constexpr std::size_t most_visits = 4'000'000;
  std::unordered_set<std::uint64_t> visits_;
  std::vector<ColumnPrivacy> columns_;
  std::size_t key_ = 0, time_ = 0, stimulus_ = 0, session_ = 0;
  bool has_key_ = false;
};

// Keys against what there is: names that the dataset has, sorted, and a table that should list them
// all.
void compare_keys(const TableCheck &table, const std::vector<std::string> &there, bool is_complete,
                  Notes &notes) {
  if (!table.has_key()) return;
  for (const auto &[key, row] : table.keys())
    if (!std::ranges::binary_search(there, key))
      notes.add("TABLE-KEY-UNKNOWN", table.path(), fmt::format("row {}", row));
  if (!is_complete) return;
  for (const auto &key : there)
    if (!table.keys().contains(key)) notes.add("TABLE-KEY-MISSING", table.path(), key);
}

void check_scans(const Dataset &dataset, const Item &item, const TableCheck &table,
                 const Items &own, Notes &notes) {
  const std::string &folder = dataset.tree.folders()[item.file->folder].path;
  for (const auto &[name, row] : table.keys())
    if (!dataset.tree.exists(folder + "/" + name))
      notes.add("TABLE-SCAN-UNKNOWN", table.path(), fmt::format("row {}", row));
  if (!table.has_key()) return;
  for (const Item &other : own.items) {
    if (!other.is_image()) continue;
    const std::string path = dataset.tree.path_of(*other.file);
    if (!path.starts_with(folder + "/")) continue;
    if (!table.keys().contains(path.substr(folder.size() + 1)))
      notes.add("TABLE-SCAN-MISSING", table.path(), path.substr(folder.size() + 1));
  }
}

} // namespace

void check_root_tables(const Dataset &dataset, Notes &notes, Counts &counts) {
  if (!dataset.parts.variables && !dataset.parts.privacy) return;
  std::vector<std::string> subjects;
  for (const Folder *folder : subjects_of(dataset.tree))
    subjects.push_back(folder->path);
  const auto check = [&](const std::string &path, std::string_view datatype,
                         std::string_view suffix, bool is_complete) {
    ++counts.tables;
    TableCheck table(dataset, path, notes);
    const std::string beside = path.substr(0, path.size() - 4) + ".json";
    if (!dataset.is_chosen(path) && !dataset.is_chosen(beside)) return;
    table.run(datatype, suffix, "participant_id", true);
    for (const auto &[key, row] : table.keys())
      if (!key.starts_with("sub-") || base::alphanumeric(key.substr(4)) != key.substr(4))
        notes.add("TABLE-KEY-FORM", path, fmt::format("row {}", row), "sub-<label> expected");
    compare_keys(table, subjects, is_complete, notes);
    if (dataset.parts.variables)
      check_values(dataset, path, dataset.tree.find(beside) != nullptr ? beside : std::string(),
                   notes);
  };
  const auto check_csvs = [&](const Folder &folder) {
    for (const File &file : dataset.tree.files_of(folder))
      if (file.kind == FileKind::regular && file.name.ends_with(".csv")) {
        ++counts.tables;
        check_csv(dataset, dataset.tree.path_of(file), notes);
      }
  };
  check_csvs(dataset.tree.folders().front());
  if (dataset.tree.find("participants.tsv") != nullptr)
    check("participants.tsv", {}, "participants", true);
  const Folder *phenotype = dataset.tree.find_folder("phenotype");
  if (phenotype == nullptr) return;
  check_csvs(*phenotype);
  for (const File &file : dataset.tree.files_of(*phenotype))
    if (file.name.ends_with(".tsv"))
      check(dataset.tree.path_of(file), "phenotype", "phenotype", false);
}

void check_subject_tables(const Dataset &dataset, const Folder &subject, const Items &own,
                          const Items &above, Notes &notes, Counts &counts) {
  if (!dataset.parts.variables && !dataset.parts.privacy) return;
  std::vector<std::string> sessions;
  for (const auto index : subject.folders)
    if (const auto name = last_of(dataset.tree.folders()[index].path); name.starts_with("ses-"))
      sessions.emplace_back(name);
  for (const Item &item : own.items) {
    if (item.name.extension != ".tsv") continue;
    ++counts.tables;
    const std::string path = dataset.tree.path_of(*item.file);
    const auto dictionaries = inherited(dataset, item, own, above, ".json", item.name.suffix);
    if (!dataset.is_chosen(path) && std::ranges::none_of(dictionaries, [&](const Item *one) {
          return dataset.is_chosen(dataset.tree.path_of(*one->file));
        }))
      continue;
    TableCheck table(dataset, path, notes);
    const std::string_view suffix = item.name.suffix;
    const bool is_sessions = suffix == "sessions", is_scans = suffix == "scans";
    table.run(item.datatype, suffix,
              is_sessions ? "session_id"
              : is_scans  ? "filename"
                          : std::string_view{},
              is_sessions || is_scans);
    if (!dataset.parts.variables) continue;
    if (is_sessions) compare_keys(table, sessions, true, notes);
    if (is_scans) check_scans(dataset, item, table, own, notes);
    check_values(dataset, path,
                 dictionaries.empty() ? std::string()
                                      : dataset.tree.path_of(*dictionaries.front()->file),
                 notes);
  }
}

} // namespace curate::validation
