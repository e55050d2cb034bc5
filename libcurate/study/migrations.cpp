#include <libcurate/base/error.hpp>
#include <libcurate/study/migrations.hpp>

#include <fmt/format.h>
#include <soci/soci.h>

namespace curate::study {

namespace {

// Its tables are described in docs/formats/registry.md.
const Migration conversions = {
    "CREATE TABLE study (key_fingerprint TEXT NOT NULL)",
    "CREATE TABLE people (person TEXT PRIMARY KEY, label TEXT NOT NULL, name TEXT NOT NULL,"
    " birth_date TEXT NOT NULL)",
    "CREATE TABLE visits (visit TEXT PRIMARY KEY, label TEXT NOT NULL, day TEXT NOT NULL,"
    " session TEXT NOT NULL)",
    "CREATE TABLE names (series TEXT NOT NULL, part INTEGER NOT NULL, entities TEXT NOT NULL,"
    " acquired TEXT NOT NULL, PRIMARY KEY (series, part))",
    "CREATE TABLE series (series TEXT PRIMARY KEY, study TEXT NOT NULL, visit TEXT NOT NULL,"
    " content TEXT NOT NULL, label TEXT NOT NULL, session TEXT NOT NULL, status TEXT NOT NULL,"
    " code TEXT NOT NULL, recorded TEXT NOT NULL)",
    "CREATE TABLE pictures (series TEXT NOT NULL, part INTEGER NOT NULL, status TEXT NOT NULL,"
    " code TEXT NOT NULL, rule TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (series, part))",
    "CREATE TABLE files (path TEXT PRIMARY KEY, series TEXT NOT NULL, part INTEGER NOT NULL,"
    " sha256 TEXT NOT NULL, deidentified INTEGER NOT NULL, searched INTEGER NOT NULL,"
    " face TEXT NOT NULL)",
    "CREATE INDEX files_of_series ON files (series)",
};

const std::vector<Migration> &all() {
  static const std::vector<Migration> list{conversions};
  return list;
}

} // namespace

std::span<const Migration> migrations() {
  return all();
}

int version_of(soci::session &database) {
  int tables = 0;
  database << "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'",
      soci::into(tables);
  if (tables == 0) return 0;
  int version = 0;
  database << "SELECT COALESCE(MAX(version), 0) FROM schema_version", soci::into(version);
  return version;
}

void bring_up_to_date(soci::session &database, std::span<const Migration> steps) {
  const int newest = static_cast<int>(steps.size());
  const int version = version_of(database);
  if (version > newest)
    throw PolicyError("STUDY-REGISTRY-NEWER",
                      fmt::format("the registry has version {}, this program knows {}: use the "
                                  "newer program",
                                  version, newest));
  if (version == newest) return;
  soci::transaction transaction(database);
  database << "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)";
  for (const auto &step : steps.subspan(static_cast<std::size_t>(version)))
    for (const char *statement : step)
      database << statement;
  database << "DELETE FROM schema_version";
  database << "INSERT INTO schema_version (version) VALUES (:version)", soci::use(newest);
  transaction.commit();
}

} // namespace curate::study
