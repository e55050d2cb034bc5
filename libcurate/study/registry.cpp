#include <libcurate/base/clock.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/study/lock.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>

#include <algorithm>
#include <charconv>

namespace curate::study {

namespace {

const std::vector<std::string> series_columns = {"series", "study",   "visit",  "content",
                                                 "label",  "session", "status", "code"};
const std::vector<std::string> picture_columns = {"part", "status", "code", "rule", "name"};
const std::vector<std::string> file_columns = {"path",         "part",     "sha256",
                                               "deidentified", "searched", "face"};

int number_of(const std::string &cell) {
  int number = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return number;
}

std::string text_of(bool value) {
  return value ? "1" : "0";
}

SeriesRow series_of(const Cells &row) {
  return {row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], {}, {}};
}

PictureRow picture_of(const Cells &row) {
  return {number_of(row[0]), row[1], row[2], row[3], row[4]};
}

FileRow file_of(const Cells &row) {
  return {row[0], number_of(row[1]), row[2], row[3] != "0", row[4] != "0", row[5]};
}

template <typename Row, typename Make> std::vector<Row> all_of(std::vector<Cells> rows, Make make) {
  std::vector<Row> all;
  all.reserve(rows.size());
  for (const auto &row : rows)
    all.push_back(make(row));
  return all;
}

// On a server several machines may write, and the study's lock is on one.
constexpr const char *lock_server = "FROM (SELECT pg_try_advisory_lock(109321279141990) AS held) a";

} // namespace

struct Registry::State {
  std::optional<Lock> lock; ///< let go of last
  mutable Database database;

  State(const Study &study, Access access)
      : lock(access == Access::write ? std::optional<Lock>(std::in_place, study.private_folder())
                                     : std::nullopt),
        database(study, access) {
    if (access == Access::read || !database.is_server()) return;
    if (database.select({"CASE WHEN held THEN 1 ELSE 0 END"}, lock_server)[0][0] != "1")
      throw SystemError("STUDY-LOCKED: another run, on another machine, is writing to this study; "
                        "wait until it is done");
  }

  void add_parts(SeriesRow &series) const {
    const Cells which{series.series};
    series.pictures = all_of<PictureRow>(
        database.select(picture_columns, "FROM pictures WHERE series = :s ORDER BY part", which),
        picture_of);
    series.files = all_of<FileRow>(
        database.select(file_columns, "FROM files WHERE series = :s", which), file_of);
    std::ranges::sort(series.files, {}, &FileRow::path);
  }
};

Registry::Registry(const Study &study, Access access)
    : state_(std::make_unique<State>(study, access)) {}

Registry::Registry(Registry &&) noexcept = default;
Registry::~Registry() = default;

Database &Registry::database() const {
  return state_->database;
}

std::vector<PersonRow> Registry::people() const {
  return all_of<PersonRow>(state_->database.select({"person", "label", "name", "birth_date"},
                                                   "FROM people ORDER BY person"),
                           [](const Cells &row) {
                             return PersonRow{row[0], row[1], row[2], row[3]};
                           });
}

std::vector<VisitRow> Registry::visits() const {
  return all_of<VisitRow>(
      state_->database.select({"visit", "label", "day", "session"}, "FROM visits ORDER BY visit"),
      [](const Cells &row) {
        return VisitRow{row[0], row[1], row[2], row[3]};
      });
}

std::vector<NameRow> Registry::names() const {
  return all_of<NameRow>(state_->database.select({"series", "part", "entities", "acquired"},
                                                 "FROM names ORDER BY series, part"),
                         [](const Cells &row) {
                           return NameRow{row[0], number_of(row[1]), row[2], row[3]};
                         });
}

// Three questions, not two for every series: each costs a server's answer.
std::vector<SeriesRow> Registry::series() const {
  auto &database = state_->database;
  auto all = all_of<SeriesRow>(database.select(series_columns, "FROM series"), series_of);
  std::ranges::sort(all, {}, &SeriesRow::series);
  const auto series_named = [&](const std::string &name) -> SeriesRow * {
    const auto at = std::ranges::lower_bound(all, name, {}, &SeriesRow::series);
    return at == all.end() || at->series != name ? nullptr : &*at;
  };
  auto columns = picture_columns;
  columns.emplace_back("series");
  database.for_each(columns, "FROM pictures ORDER BY part", {}, [&](const Cells &row) {
    if (auto *one = series_named(row.back())) one->pictures.push_back(picture_of(row));
  });
  columns = file_columns;
  columns.emplace_back("series");
  database.for_each(columns, "FROM files", {}, [&](const Cells &row) {
    if (auto *one = series_named(row.back())) one->files.push_back(file_of(row));
  });
  for (auto &one : all)
    std::ranges::sort(one.files, {}, &FileRow::path);
  return all;
}

std::vector<FileRow> Registry::files() const {
  auto all = all_of<FileRow>(state_->database.select(file_columns, "FROM files"), file_of);
  std::ranges::sort(all, {}, &FileRow::path); // a server sorts by its own alphabet
  return all;
}

std::vector<std::string> Registry::labels() const {
  auto all = all_of<std::string>(
      state_->database.select({"DISTINCT label"}, "FROM series WHERE label <> ''"),
      [](const Cells &row) { return row[0]; });
  std::ranges::sort(all);
  return all;
}

std::optional<SeriesRow> Registry::find_series(const std::string &series) const {
  const auto rows =
      state_->database.select(series_columns, "FROM series WHERE series = :s", {series});
  if (rows.empty()) return {};
  SeriesRow found = series_of(rows[0]);
  state_->add_parts(found);
  return found;
}

void Registry::freeze(std::span<const PersonRow> people, std::span<const VisitRow> visits,
                      std::span<const NameRow> names) {
  std::vector<Cells> person_rows, visit_rows, name_rows;
  for (const auto &row : people)
    person_rows.push_back({row.person, row.label, row.name, row.birth_date});
  for (const auto &row : visits)
    visit_rows.push_back({row.visit, row.label, row.day, row.session});
  for (const auto &row : names)
    name_rows.push_back({row.series, std::to_string(row.part), row.entities, row.acquired});
  auto &database = state_->database;
  Transaction transaction(database);
  database.run_for_each("INSERT INTO people (person, label, name, birth_date) VALUES (:a, :b, :c,"
                        " :d) ON CONFLICT (person) DO UPDATE SET label = excluded.label, name ="
                        " excluded.name, birth_date = excluded.birth_date",
                        person_rows);
  database.run_for_each("INSERT INTO visits (visit, label, day, session) VALUES (:a, :b, :c, :d) "
                        "ON CONFLICT (visit) DO UPDATE SET label = excluded.label, day ="
                        " excluded.day, session = excluded.session",
                        visit_rows);
  database.run_for_each("INSERT INTO names (series, part, entities, acquired) VALUES (:a, :b, :c,"
                        " :d) ON CONFLICT (series, part) DO UPDATE SET entities ="
                        " excluded.entities, acquired = excluded.acquired",
                        name_rows);
  transaction.commit();
}

void Registry::record(const SeriesRow &series) {
  const std::string now = base::Clock::now_iso8601();
  std::vector<Cells> pictures, files;
  for (const auto &row : series.pictures)
    pictures.push_back(
        {series.series, std::to_string(row.part), row.status, row.code, row.rule, row.name});
  for (const auto &row : series.files)
    files.push_back({row.path, series.series, std::to_string(row.part), row.sha256,
                     text_of(row.is_deidentified), text_of(row.is_searched), row.face});
  auto &database = state_->database;
  Transaction transaction(database);
  database.run("DELETE FROM pictures WHERE series = :a", {series.series});
  database.run("DELETE FROM files WHERE series = :a", {series.series});
  database.run("INSERT INTO series (series, study, visit, content, label, session, status, code,"
               " recorded) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i) ON CONFLICT (series) DO"
               " UPDATE SET study = excluded.study, visit = excluded.visit, content ="
               " excluded.content, label = excluded.label, session = excluded.session, status ="
               " excluded.status, code = excluded.code, recorded = excluded.recorded",
               {series.series, series.study, series.visit, series.content, series.label,
                series.session, series.status, series.code, now});
  database.run_for_each("INSERT INTO pictures (series, part, status, code, rule, name) VALUES (:a,"
                        " :b, :c, :d, :e, :f)",
                        pictures);
  database.run_for_each("INSERT INTO files (path, series, part, sha256, deidentified, searched,"
                        " face) VALUES (:a, :b, :c, :d, :e, :f, :g) ON CONFLICT (path) DO UPDATE"
                        " SET series = excluded.series, part = excluded.part, sha256 ="
                        " excluded.sha256, deidentified = excluded.deidentified, searched ="
                        " excluded.searched, face = excluded.face",
                        files);
  transaction.commit();
}

} // namespace curate::study
