#include <algorithm>
#include <libcurate/base/error.hpp>
#include <libcurate/bids/dataset_files.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/tsv.hpp>
#include <map>

namespace curate::bids {
namespace {

std::string age_text(const std::optional<int> &age_years) {
  if (!age_years || *age_years < 0) return "";
  constexpr int oldest = 89; // Source: BIDS, participants file; HIPAA, 45 CFR 164.514
  return *age_years >= oldest ? "89+" : std::to_string(*age_years);
}

std::string sex_text(dicom::SeriesFacts::Sex sex) {
  switch (sex) {
  case dicom::SeriesFacts::Sex::female:
    return "F";
  case dicom::SeriesFacts::Sex::male:
    return "M";
  case dicom::SeriesFacts::Sex::other:
    return "O";
  case dicom::SeriesFacts::Sex::unknown:
    return "";
  }
  return "";
}

void set(Tsv &table, const std::string &id, const std::string &column, const std::string &value) {
  const std::size_t at = table.column(column);
  for (auto &row : table.rows)
    if (row.front() == id && !value.empty()) row[at] = value;
}

void add_column(Tsv &table, const std::string &column) {
  if (table.column(column) != table.columns.size()) return;
  table.columns.push_back(column);
  for (auto &row : table.rows)
    row.emplace_back();
}

} // namespace

DatasetFile participants_of(const DatasetContent &content, const std::string &before) {
  Tsv table;
  if (!before.empty()) {
    auto read = parse_tsv(before);
    if (!read || read->columns.front() != "participant_id")
      throw InputError(
          "participants.tsv of the dataset is no table that begins with participant_id; "
          "repair it or move it away");
    table = std::move(*read);
  }
  add_column(table, "participant_id");
  if (content.has_characteristics) {
    add_column(table, "age");
    add_column(table, "sex");
  }
  for (const Participant &person : content.participants) {
    const std::string id = "sub-" + person.subject;
    if (std::ranges::none_of(table.rows, [&](const auto &row) { return row.front() == id; })) {
      std::vector<std::string> row(table.columns.size());
      row.front() = id;
      table.rows.push_back(std::move(row));
    }
    if (content.has_characteristics) {
      set(table, id, "age", age_text(person.age_years));
      set(table, id, "sex", sex_text(person.sex));
    }
  }
  std::ranges::sort(table.rows, {}, [](const auto &row) { return row.front(); });
  return {"participants.tsv", text_of(table)};
}

std::vector<DatasetFile> scans_of(const DatasetContent &content) {
  std::map<std::string, Tsv> tables;
  for (const WrittenPicture &picture : content.pictures) {
    const std::string path = path_of(picture.name, ".nii.gz");
    const std::string &session = picture.name.label(Entity::ses);
    const std::string folder = session.empty()
                                   ? "sub-" + picture.name.label(Entity::sub)
                                   : "sub-" + picture.name.label(Entity::sub) + "/ses-" + session;
    std::string stem = folder;
    std::ranges::replace(stem, '/', '_');
    Tsv &table = tables[folder + "/" + stem + "_scans.tsv"];
    table.columns = {"filename", "acq_time"};
    table.rows.push_back({path.substr(folder.size() + 1), picture.acquired});
  }
  std::vector<DatasetFile> files;
  for (auto &[path, table] : tables) {
    std::ranges::sort(table.rows);
    files.push_back({path, text_of(table)});
  }
  return files;
}

std::vector<DatasetFile> sessions_of(const DatasetContent &content) {
  using First = std::map<std::string, std::string>; // the first scan's time, by session
  std::map<std::string, First> subjects;
  for (const WrittenPicture &picture : content.pictures) {
    const std::string &session = picture.name.label(Entity::ses);
    if (session.empty()) continue;
    std::string &first = subjects[picture.name.label(Entity::sub)][session];
    if (first.empty() || (!picture.acquired.empty() && picture.acquired < first))
      first = picture.acquired;
  }
  std::vector<DatasetFile> files;
  for (const auto &[subject, sessions] : subjects) {
    Tsv table{{"session_id", "acq_time"}, {}};
    for (const auto &[session, first] : sessions)
      table.rows.push_back({"ses-" + session, first});
    files.push_back({"sub-" + subject + "/sub-" + subject + "_sessions.tsv", text_of(table)});
  }
  return files;
}

} // namespace curate::bids
