#include <libcurate/base/error.hpp>
#include <libcurate/study/migrations.hpp>

#include <fmt/format.h>
#include <soci/soci.h>

namespace curate::study {

namespace {

using Only = MigrationStep::Only;

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

// Consent, withdrawals and releases. Events and checkpoints are only ever added: the database
// refuses to change them too, whoever asks.
const Migration consents = {
    "CREATE TABLE consent_events (number BIGINT PRIMARY KEY, subject TEXT NOT NULL,"
    " kind TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT NOT NULL,"
    " recorded TEXT NOT NULL, recorded_by TEXT NOT NULL, evidence TEXT NOT NULL,"
    " scope TEXT NOT NULL, level TEXT NOT NULL, corrects BIGINT NOT NULL,"
    " previous TEXT NOT NULL, hash TEXT NOT NULL, seal TEXT NOT NULL)",
    "CREATE INDEX consent_events_of_subject ON consent_events (subject)",
    "CREATE TABLE consent_checkpoints (number BIGINT PRIMARY KEY, hash TEXT NOT NULL,"
    " recorded TEXT NOT NULL, signature TEXT NOT NULL)",
    "CREATE TABLE recipients (name TEXT PRIMARY KEY, region TEXT NOT NULL, contact TEXT NOT NULL,"
    " agreement TEXT NOT NULL, added TEXT NOT NULL)",
    "CREATE TABLE releases (version TEXT PRIMARY KEY, name TEXT NOT NULL, license TEXT NOT NULL,"
    " access TEXT NOT NULL, date TEXT NOT NULL, nonce TEXT NOT NULL, digest TEXT NOT NULL,"
    " state TEXT NOT NULL)",
    "CREATE TABLE release_subjects (version TEXT NOT NULL, subject TEXT NOT NULL,"
    " released_label TEXT NOT NULL, PRIMARY KEY (version, subject))",
    "CREATE INDEX releases_of_subject ON release_subjects (subject)",
    "CREATE TABLE release_recipients (version TEXT NOT NULL, recipient TEXT NOT NULL,"
    " sent TEXT NOT NULL, PRIMARY KEY (version, recipient))",
    "CREATE TABLE withdrawals (number BIGINT PRIMARY KEY, subject TEXT NOT NULL,"
    " level TEXT NOT NULL, state TEXT NOT NULL, recorded TEXT NOT NULL)",
    "CREATE TABLE withdrawal_receipts (withdrawal BIGINT NOT NULL, recipient TEXT NOT NULL,"
    " sent TEXT NOT NULL, confirmed TEXT NOT NULL, PRIMARY KEY (withdrawal, recipient))",
    "CREATE TABLE blocks (token TEXT PRIMARY KEY, level TEXT NOT NULL, recorded TEXT NOT NULL)",

    {Only::sqlite, "CREATE TRIGGER consent_events_update BEFORE UPDATE ON consent_events"
                   " BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"},
    {Only::sqlite, "CREATE TRIGGER consent_events_delete BEFORE DELETE ON consent_events"
                   " BEGIN SELECT RAISE(ABORT, 'events are never removed'); END"},
    {Only::sqlite, "CREATE TRIGGER consent_events_replace BEFORE INSERT ON consent_events"
                   " WHEN EXISTS (SELECT 1 FROM consent_events WHERE number = NEW.number)"
                   " BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END"},
    {Only::sqlite, "CREATE TRIGGER consent_checkpoints_update BEFORE UPDATE ON consent_checkpoints"
                   " BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END"},
    {Only::sqlite, "CREATE TRIGGER consent_checkpoints_delete BEFORE DELETE ON consent_checkpoints"
                   " BEGIN SELECT RAISE(ABORT, 'checkpoints are never removed'); END"},
    {Only::sqlite, "CREATE TRIGGER consent_checkpoints_replace BEFORE INSERT ON consent_checkpoints"
                   " WHEN EXISTS (SELECT 1 FROM consent_checkpoints WHERE number = NEW.number)"
                   " BEGIN SELECT RAISE(ABORT, 'checkpoints are never replaced'); END"},
    {Only::postgresql, "CREATE FUNCTION consent_stays() RETURNS trigger LANGUAGE plpgsql AS"
                       " 'BEGIN RAISE EXCEPTION ''events are never changed''; END'"},
    {Only::postgresql, "CREATE TRIGGER consent_events_change BEFORE UPDATE OR DELETE OR TRUNCATE"
                       " ON consent_events FOR EACH STATEMENT EXECUTE FUNCTION consent_stays()"},
    {Only::postgresql,
     "CREATE TRIGGER consent_checkpoints_change BEFORE UPDATE OR DELETE OR TRUNCATE"
     " ON consent_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION consent_stays()"},
};

const std::vector<Migration> &all() {
  static const std::vector<Migration> list{conversions, consents};
  return list;
}

bool is_postgresql(soci::session &database) {
  return database.get_backend_name() == "postgresql";
}

// "curate" in ASCII: any number will do that other programs do not use.
constexpr const char *lock_migrations = "SELECT pg_advisory_xact_lock(109321279141989)";

bool is_step_of(const MigrationStep &step, soci::session &database) {
  return step.only == Only::any || (step.only == Only::postgresql) == is_postgresql(database);
}

void lift(soci::session &database, std::span<const Migration> steps) {
  const int newest = static_cast<int>(steps.size());
  const int version = version_of(database); // another program may have lifted it meanwhile
  if (version >= newest) return;
  if (version == 0) database << "CREATE TABLE schema_version (version INTEGER NOT NULL)";
  for (const auto &migration : steps.subspan(static_cast<std::size_t>(version)))
    for (const auto &step : migration)
      if (is_step_of(step, database)) database << step.text;
  database << "DELETE FROM schema_version";
  database << "INSERT INTO schema_version (version) VALUES (:version)", soci::use(newest);
}

} // namespace

std::span<const Migration> migrations() {
  return all();
}

int version_of(soci::session &database) {
  int tables = 0;
  database << (is_postgresql(database)
                   ? "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = "
                     "current_schema() AND table_name = 'schema_version'"
                   : "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = "
                     "'schema_version'"),
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
  const bool is_server = is_postgresql(database);
  database << (is_server ? "BEGIN" : "BEGIN IMMEDIATE");
  try {
    std::string nothing;
    soci::indicator unused = soci::i_ok;
    if (is_server) database << lock_migrations, soci::into(nothing, unused);
    lift(database, steps);
    database << "COMMIT";
  } catch (...) {
    database << "ROLLBACK";
    throw;
  }
}

} // namespace curate::study
