#include <libcurate/base/clock.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/study/lock.hpp>
#include <libcurate/study/migrations.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>

#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace curate::study {

namespace {

constexpr const char *file_name = "registry.sqlite";

// The connection string quotes the path; there is no way to write a quote in it.
std::string connection(const fs::path &private_folder, bool is_read_only) {
  const std::string path = fs::absolute(private_folder / file_name).string();
  if (path.find('"') != std::string::npos)
    throw InputError("a study cannot lie in a folder with a double quote in its name");
  return fmt::format("dbname=\"{}\" timeout=30{}", path, is_read_only ? " readonly=true" : "");
}

// SOCI's errors repeat statements and paths; the code says what is needed.
template <typename Work> auto guarded(Work &&work) {
  try {
    return work();
  } catch (const soci::soci_error &) {
    throw SystemError("STUDY-REGISTRY: the registry (private/registry.sqlite) cannot be read or "
                      "written: is the disk full, or the file damaged?");
  }
}

// A rollback journal, not a write-ahead log: it works on network disks, and a study that is copied
// when nothing runs is one file. Source: https://www.sqlite.org/wal.html, 1.
void prepare(soci::session &database) {
  std::string mode;
  database << "PRAGMA journal_mode = DELETE", soci::into(mode);
  database << "PRAGMA synchronous = NORMAL";
}

void check_key(soci::session &database, const Key &key) {
  std::string found;
  database << "SELECT COALESCE(MAX(key_fingerprint), '') FROM study", soci::into(found);
  if (!found.empty() && found != fingerprint(key))
    throw PolicyError("STUDY-KEY-CHANGED",
                      "private/key is not the key this study was made with; people would be split "
                      "in two: bring the first key back from its backup");
}

SeriesRow series_of(const soci::row &row) {
  return {row.get<std::string>(0),
          row.get<std::string>(1),
          row.get<std::string>(2),
          row.get<std::string>(3),
          row.get<std::string>(4),
          row.get<std::string>(5),
          row.get<std::string>(6),
          row.get<std::string>(7),
          {},
          {}};
}

FileRow file_of(const soci::row &row) {
  return {row.get<std::string>(0), row.get<int>(1),      row.get<std::string>(2),
          row.get<int>(3) != 0,    row.get<int>(4) != 0, row.get<std::string>(5)};
}

} // namespace

struct Registry::State {
  std::optional<Lock> lock; ///< let go of last
  mutable soci::session database;

  void add_parts(SeriesRow &series) const {
    const soci::rowset<soci::row> pictures =
        (database.prepare << "SELECT part, status, code, rule, name FROM pictures WHERE series = "
                             ":series ORDER BY part",
         soci::use(series.series));
    for (const auto &row : pictures)
      series.pictures.push_back({row.get<int>(0), row.get<std::string>(1), row.get<std::string>(2),
                                 row.get<std::string>(3), row.get<std::string>(4)});
    const soci::rowset<soci::row> files =
        (database.prepare << "SELECT path, part, sha256, deidentified, searched, face FROM files "
                             "WHERE series = :series ORDER BY path",
         soci::use(series.series));
    for (const auto &row : files)
      series.files.push_back(file_of(row));
  }
};

void Registry::create(const fs::path &private_folder, const Key &key) {
  if (fs::exists(private_folder / file_name)) return;
  const Lock lock(private_folder);
  guarded([&] {
    soci::session database(soci::sqlite3, connection(private_folder, false));
    prepare(database);
    bring_up_to_date(database, migrations());
    const std::string print = fingerprint(key);
    database << "INSERT INTO study (key_fingerprint) VALUES (:print)", soci::use(print);
  });
  close_to_others(private_folder);
}

Registry::Registry(const Study &study, Access access) : state_(std::make_unique<State>()) {
  const fs::path folder = study.private_folder();
  if (!fs::exists(folder / file_name))
    throw PolicyError(
        "STUDY-REGISTRY-MISSING",
        "the registry (private/registry.sqlite) is missing; without it names would be "
        "given anew: bring it back from its backup");
  if (access == Access::write) state_->lock.emplace(folder);
  guarded([&] {
    auto &database = state_->database;
    database.open(soci::sqlite3, connection(folder, access == Access::read));
    if (access == Access::write) {
      prepare(database);
      bring_up_to_date(database, migrations());
    } else if (version_of(database) != static_cast<int>(migrations().size())) {
      throw PolicyError("STUDY-REGISTRY-VERSION",
                        "the registry was written by another version of this program: run curate "
                        "convert once, or use the newer program");
    }
    check_key(database, study.key());
  });
}

Registry::Registry(Registry &&) noexcept = default;
Registry::~Registry() = default;

std::vector<PersonRow> Registry::people() const {
  return guarded(
      [&] {
        std::vector<PersonRow> all;
        const soci::rowset<soci::row> rows =
            (state_->database.prepare
             << "SELECT person, label, name, birth_date FROM people ORDER BY person");
        for (const auto &row : rows)
          all.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                         row.get<std::string>(3)});
        return all;
      });
}

std::vector<VisitRow> Registry::visits() const {
  return guarded(
      [&] {
        std::vector<VisitRow> all;
        const soci::rowset<soci::row> rows =
            (state_->database.prepare
             << "SELECT visit, label, day, session FROM visits ORDER BY visit");
        for (const auto &row : rows)
          all.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                         row.get<std::string>(3)});
        return all;
      });
}

std::vector<NameRow> Registry::names() const {
  return guarded(
      [&] {
        std::vector<NameRow> all;
        const soci::rowset<soci::row> rows =
            (state_->database.prepare
             << "SELECT series, part, entities, acquired FROM names ORDER BY series, part");
        for (const auto &row : rows)
          all.push_back({row.get<std::string>(0), row.get<int>(1), row.get<std::string>(2),
                         row.get<std::string>(3)});
        return all;
      });
}

std::vector<SeriesRow> Registry::series() const {
  return guarded([&] {
    std::vector<SeriesRow> all;
    const soci::rowset<soci::row> rows =
        (state_->database.prepare << "SELECT series, study, visit, content, label, session, status,"
                                     " code FROM series ORDER BY series");
    for (const auto &row : rows)
      all.push_back(series_of(row));
    for (auto &one : all)
      state_->add_parts(one);
    return all;
  });
}

std::vector<FileRow> Registry::files() const {
  return guarded(
      [&] {
        std::vector<FileRow> all;
        const soci::rowset<soci::row> rows =
            (state_->database.prepare
             << "SELECT path, part, sha256, deidentified, searched, face FROM files ORDER BY path");
        for (const auto &row : rows)
          all.push_back(file_of(row));
        return all;
      });
}

std::optional<SeriesRow> Registry::find_series(const std::string &series) const {
  return guarded([&]() -> std::optional<SeriesRow> {
    soci::row row;
    state_->database << "SELECT series, study, visit, content, label, session, status, code FROM "
                        "series WHERE series = :series",
        soci::use(series), soci::into(row);
    if (!state_->database.got_data()) return {};
    SeriesRow found = series_of(row);
    state_->add_parts(found);
    return found;
  });
}

void Registry::freeze(std::span<const PersonRow> people, std::span<const VisitRow> visits,
                      std::span<const NameRow> names) {
  guarded([&] {
    auto &database = state_->database;
    soci::transaction transaction(database);
    for (const auto &row : people)
      database << "REPLACE INTO people (person, label, name, birth_date) VALUES (:p, :l, :n, :b)",
          soci::use(row.person), soci::use(row.label), soci::use(row.name),
          soci::use(row.birth_date);
    for (const auto &row : visits)
      database << "REPLACE INTO visits (visit, label, day, session) VALUES (:v, :l, :d, :s)",
          soci::use(row.visit), soci::use(row.label), soci::use(row.day), soci::use(row.session);
    for (const auto &row : names)
      database << "REPLACE INTO names (series, part, entities, acquired) VALUES (:s, :p, :e, :a)",
          soci::use(row.series), soci::use(row.part), soci::use(row.entities),
          soci::use(row.acquired);
    transaction.commit();
  });
}

void Registry::record(const SeriesRow &series) {
  guarded([&] {
    auto &database = state_->database;
    const std::string now = base::Clock::now_iso8601();
    soci::transaction transaction(database);
    for (const char *table : {"pictures", "files"})
      database << "DELETE FROM " << table << " WHERE series = :series", soci::use(series.series);
    database << "REPLACE INTO series (series, study, visit, content, label, session, status, code,"
                " recorded) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i)",
        soci::use(series.series), soci::use(series.study), soci::use(series.visit),
        soci::use(series.content), soci::use(series.label), soci::use(series.session),
        soci::use(series.status), soci::use(series.code), soci::use(now);
    for (const auto &picture : series.pictures)
      database << "INSERT INTO pictures (series, part, status, code, rule, name) VALUES (:a, :b, "
                  ":c, :d, :e, :f)",
          soci::use(series.series), soci::use(picture.part), soci::use(picture.status),
          soci::use(picture.code), soci::use(picture.rule), soci::use(picture.name);
    for (const auto &file : series.files) {
      const int deidentified = file.is_deidentified, searched = file.is_searched;
      database << "REPLACE INTO files (path, series, part, sha256, deidentified, searched, face) "
                  "VALUES (:a, :b, :c, :d, :e, :f, :g)",
          soci::use(file.path), soci::use(series.series), soci::use(file.part),
          soci::use(file.sha256), soci::use(deidentified), soci::use(searched),
          soci::use(file.face);
    }
    transaction.commit();
  });
}

} // namespace curate::study
