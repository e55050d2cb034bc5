#include <libcurate/base/error.hpp>
#include <libcurate/study/database.hpp>
#include <libcurate/study/migrations.hpp>
#include <libcurate/study/study.hpp>

#include <cstdlib>
#include <deque>
#include <dlfcn.h>
#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace curate::study {

namespace {

constexpr const char *file_name = "registry.sqlite";
constexpr const char *missing =
    "the registry ({}) is missing; without it names would be given anew, and consents forgotten: "
    "bring it back from its backup";

// The connection string quotes the path; there is no way to write a quote in it.
std::string sqlite_address(const fs::path &file, bool is_read_only) {
  const std::string path = fs::absolute(file).string();
  if (path.find('"') != std::string::npos)
    throw InputError("a study cannot lie in a folder with a double quote in its name");
  return fmt::format("dbname=\"{}\" timeout=30{}", path, is_read_only ? " readonly=true" : "");
}

// Loaded only where a study asks for it: its libraries cost every start some milliseconds.
const soci::backend_factory &postgresql() {
  using Factory = const soci::backend_factory *(*)();
  static const Factory factory = []() -> Factory {
    void *library = dlopen("libsoci_postgresql.so.4.0", RTLD_NOW | RTLD_LOCAL);
    return library == nullptr ? nullptr
                              : reinterpret_cast<Factory>(dlsym(library, "factory_postgresql"));
  }();
  if (factory == nullptr)
    throw SystemError("STUDY-REGISTRY-POSTGRESQL: the study's registry is on a PostgreSQL server, "
                      "and the library for it is absent: install libsoci-postgresql4.0");
  return *factory();
}

std::string busy(const std::string &place) {
  return fmt::format("STUDY-REGISTRY-BUSY: other programs hold the registry ({}); try again when "
                     "they are done",
                     place);
}

// Source: https://www.sqlite.org/rescode.html
std::string words_of(const soci::soci_error &error, const std::string &place) {
  if (const auto *sqlite = dynamic_cast<const soci::sqlite3_soci_error *>(&error))
    switch (sqlite->result() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return busy(place);
    case 8: // SQLITE_READONLY
      return fmt::format("STUDY-REGISTRY-READ-ONLY: the registry ({}) or its folder may not be "
                         "written",
                         place);
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return fmt::format("STUDY-REGISTRY: the registry ({}) is damaged; nothing was changed: bring "
                         "it back from its backup",
                         place);
    default:
      break;
    }
  if (error.get_error_message().find("lock timeout") != std::string::npos) // PostgreSQL, in English
    return busy(place);
  return fmt::format("STUDY-REGISTRY: the registry ({}) cannot be read or written: is the disk "
                     "full, the file damaged, or the server down?",
                     place);
}

void check_key(soci::session &database, const Key &key) {
  std::string found;
  database << "SELECT COALESCE(MAX(key_fingerprint), '') FROM study", soci::into(found);
  if (!found.empty() && found != fingerprint(key))
    throw PolicyError("STUDY-KEY-CHANGED",
                      "private/key is not the key this study was made with; people would be split "
                      "in two: bring the first key back from its backup");
}

// A study that was just made may be given a server. One that remembers something may not: it would
// forget it.
void check_unused(const fs::path &file, const std::string &place) {
  if (!fs::exists(file)) throw PolicyError("STUDY-REGISTRY-MISSING", fmt::format(missing, place));
  soci::session database(soci::sqlite3, sqlite_address(file, true));
  bool is_used = version_of(database) != static_cast<int>(migrations().size());
  for (const char *table : {"people", "visits", "names", "series", "consent_events", "recipients",
                            "releases", "withdrawals", "blocks"}) {
    int rows = 0;
    if (!is_used) database << "SELECT COUNT(*) FROM " << table, soci::into(rows);
    is_used = is_used || rows > 0;
  }
  if (is_used)
    throw PolicyError("STUDY-REGISTRY-MISSING",
                      fmt::format("study.json names a server ({}) that holds no registry, and "
                                  "private/registry.sqlite holds this study's: take the address "
                                  "out of study.json again, or make a new study with curate init "
                                  "--registry",
                                  place));
}

} // namespace

std::string shown_address(const std::string &address) {
  if (address.empty()) return std::string("private/") + file_name;
  std::string rest = address.substr(std::min(address.size(), address.find("://") + 3));
  if (const auto at = rest.rfind('@'); at != std::string::npos) rest.erase(0, at + 1);
  return "postgresql://" + rest.substr(0, rest.find('?'));
}

struct Database::State {
  soci::session session;
  std::string place; ///< as messages may say it
  bool is_server = false;
  int transactions = 0; ///< open ones, one inside the other

  // SOCI's errors repeat statements, paths and addresses; the code says what is needed.
  template <typename Work> auto guarded(Work &&work) {
    try {
      return work();
    } catch (const soci::soci_error &error) {
      throw SystemError(words_of(error, place));
    }
  }

  void open_file(const fs::path &file, Access access) {
    // What a killed writer left is cleared away by the next one that may write.
    const bool is_pending = fs::exists(file.string() + "-journal");
    session.open(soci::sqlite3, sqlite_address(file, access == Access::read && !is_pending));
    if (access == Access::read) return;
    // A rollback journal, not a write-ahead log: it works on network disks, and a study that is
    // copied when nothing runs is one file. Source: https://www.sqlite.org/wal.html, 1.
    std::string mode;
    session << "PRAGMA journal_mode = DELETE", soci::into(mode);
    session << "PRAGMA synchronous = NORMAL";
  }

  void open_server(std::string address) {
    is_server = true;
    if (address.find("connect_timeout=") == std::string::npos)
      address +=
          (address.find('?') == std::string::npos ? "?" : "&") + std::string("connect_timeout=10");
    try {
      session.open(postgresql(), address);
    } catch (const soci::soci_error &) {
      throw SystemError(fmt::format("STUDY-REGISTRY-SERVER: the registry's server ({}) cannot be "
                                    "reached, or refuses the user",
                                    place));
    }
    session << "SET client_min_messages TO error";
    session << "SET lock_timeout TO 30000"; // milliseconds, as SQLite's
  }

  void open(const fs::path &folder, const std::string &address, Access access) {
    place = shown_address(address);
    guarded([&] {
      if (address.empty())
        open_file(folder / file_name, access);
      else
        open_server(address);
    });
  }

  void found(const Key &key) {
    bring_up_to_date(session, migrations());
    const std::string print = fingerprint(key);
    session << "INSERT INTO study (key_fingerprint) SELECT :print WHERE NOT EXISTS (SELECT 1 FROM "
               "study)",
        soci::use(print);
  }
};

void Database::create(const fs::path &private_folder, const std::string &address, const Key &key) {
  if (address.empty() && fs::exists(private_folder / file_name)) return;
  State state;
  state.open(private_folder, address, Access::write);
  state.guarded([&] {
    state.found(key);
    check_key(state.session, key);
  });
  close_to_others(private_folder);
}

Database::Database(const Study &study, Access access) : state_(std::make_unique<State>()) {
  const fs::path folder = study.private_folder();
  const std::string &address = study.settings().registry;
  if (address.empty() && !fs::exists(folder / file_name))
    throw PolicyError("STUDY-REGISTRY-MISSING", fmt::format(missing, shown_address(address)));
  state_->open(folder, address, access);
  state_->guarded([&] {
    const int version = version_of(state_->session);
    if (version == 0 && !address.empty()) {
      check_unused(folder / file_name, state_->place);
      state_->found(study.key());
    } else if (version != static_cast<int>(migrations().size())) {
      if (access == Access::read && address.empty()) {
        State writer; // a reader's connection cannot lift it
        writer.open(folder, address, Access::write);
        writer.guarded([&] { bring_up_to_date(writer.session, migrations()); });
      } else {
        bring_up_to_date(state_->session, migrations());
      }
    }
    check_key(state_->session, study.key());
  });
}

Database::Database(Database &&) noexcept = default;
Database::~Database() = default;

bool Database::is_server() const {
  return state_->is_server;
}

bool Database::is_in_transaction() const {
  return state_->transactions > 0;
}

void Database::run(const std::string &statement, const Cells &parameters) {
  run_for_each(statement, {parameters});
}

void Database::run_for_each(const std::string &statement, const std::vector<Cells> &rows) {
  if (rows.empty()) return;
  state_->guarded([&] {
    Cells cells = rows.front();
    soci::statement prepared(state_->session);
    for (auto &cell : cells)
      prepared.exchange(soci::use(cell));
    prepared.alloc();
    prepared.prepare(statement);
    prepared.define_and_bind();
    for (const auto &row : rows) {
      std::copy(row.begin(), row.end(), cells.begin());
      prepared.execute(true);
    }
  });
}

void Database::for_each(const std::vector<std::string> &columns, const std::string &rest,
                        const Cells &parameters, const std::function<void(const Cells &)> &take) {
  state_->guarded([&] {
    Cells given = parameters, cells(columns.size());
    std::deque<soci::indicator> absent(columns.size(), soci::i_ok);
    soci::statement prepared(state_->session);
    for (std::size_t i = 0; i < cells.size(); ++i)
      prepared.exchange(soci::into(cells[i], absent[i]));
    for (auto &cell : given)
      prepared.exchange(soci::use(cell));
    prepared.alloc();
    prepared.prepare(fmt::format("SELECT {} {}", fmt::join(columns, ", "), rest));
    prepared.define_and_bind();
    for (bool more = prepared.execute(true); more; more = prepared.fetch()) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        if (absent[i] == soci::i_null) cells[i].clear();
      take(cells);
    }
  });
}

std::vector<Cells> Database::select(const std::vector<std::string> &columns,
                                    const std::string &rest, const Cells &parameters) {
  std::vector<Cells> rows;
  for_each(columns, rest, parameters, [&](const Cells &row) { rows.push_back(row); });
  return rows;
}

Transaction::Transaction(Database &database, const std::string &alone_on) : database_(database) {
  auto &state = *database_.state_;
  if (state.transactions > 0) {
    ++state.transactions;
    return;
  }
  state.guarded([&] {
    state.session << (state.is_server ? "BEGIN" : "BEGIN IMMEDIATE");
    if (!state.is_server || alone_on.empty()) return;
    try {
      state.session << "LOCK TABLE " << alone_on << " IN EXCLUSIVE MODE";
    } catch (const soci::soci_error &) {
      state.session << "ROLLBACK";
      throw;
    }
  });
  ++state.transactions;
}

Transaction::~Transaction() {
  if (!is_open_) return;
  auto &state = *database_.state_;
  if (--state.transactions > 0) return;
  try {
    state.session << "ROLLBACK";
  } catch (const soci::soci_error &) { // the connection is gone, and with it the transaction
  }
}

void Transaction::commit() {
  auto &state = *database_.state_;
  if (state.transactions == 1) state.guarded([&] { state.session << "COMMIT"; });
  --state.transactions;
  is_open_ = false;
}

} // namespace curate::study
