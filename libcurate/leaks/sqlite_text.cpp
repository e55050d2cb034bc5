#include <fmt/format.h>
#include <libcurate/leaks/sqlite_text.hpp>
#include <memory>
#include <sqlite3.h>
#include <vector>

namespace curate::leaks {

namespace {

// Steps of SQLite's machine between two looks at the time, and how many looks in all: an honest
// database of a gigabyte takes some ten thousand.
constexpr int steps_between_looks = 100'000, most_looks = 50'000;
constexpr int most_tables = 10'000;

struct CloseDatabase {
  void operator()(sqlite3 *it) const { sqlite3_close(it); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt *it) const { sqlite3_finalize(it); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

int look_at_clock(void *looks) {
  return ++*static_cast<int *>(looks) > most_looks ? 1 : 0;
}

// A name in a URI. Source: sqlite.org/uri.html.
std::string uri_of(const std::string &path) {
  std::string uri = "file:";
  for (const char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  }
  return uri + "?immutable=1";
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name)
    out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string_view column_of(sqlite3_stmt *row, int column) {
  const auto *bytes = static_cast<const char *>(sqlite3_column_blob(row, column));
  return {bytes ? bytes : "",
          bytes ? static_cast<std::size_t>(sqlite3_column_bytes(row, column)) : 0};
}

// All rows of a question; false where something is wrong.
bool each_row(sqlite3 *database, const std::string &question,
              const std::function<void(sqlite3_stmt *)> &visit) {
  sqlite3_stmt *made = nullptr;
  if (sqlite3_prepare_v2(database, question.c_str(), -1, &made, nullptr) != SQLITE_OK) return false;
  const Statement statement(made);
  int outcome = SQLITE_ROW;
  while ((outcome = sqlite3_step(made)) == SQLITE_ROW)
    visit(made);
  return outcome == SQLITE_DONE;
}

} // namespace

bool each_sqlite_text(const std::string &path, const TextSink &sink) {
  sqlite3 *opened = nullptr;
  const int outcome =
      sqlite3_open_v2(uri_of(path).c_str(), &opened,
                      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
  const Database database(opened);
  if (outcome != SQLITE_OK) return false;
  int looks = 0;
  sqlite3_progress_handler(opened, steps_between_looks, look_at_clock, &looks);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);

  std::vector<std::string> tables;
  bool is_whole = each_row(opened, "SELECT name, sql FROM sqlite_master ORDER BY rowid",
                           [&](sqlite3_stmt *row) {
                             sink("definitions", column_of(row, 1), false);
                             sink("definitions", column_of(row, 0), false);
                           });
  is_whole &= each_row(opened,
                       "SELECT name FROM sqlite_master WHERE type = 'table' AND "
                       "sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid",
                       [&](sqlite3_stmt *row) {
                         if (tables.size() < most_tables) tables.emplace_back(column_of(row, 0));
                       });
  for (std::size_t table = 0; table < tables.size(); ++table)
    is_whole &= each_row(opened, "SELECT * FROM " + quoted(tables[table]), [&](sqlite3_stmt *row) {
      for (int column = 0; column < sqlite3_column_count(row); ++column) {
        const int type = sqlite3_column_type(row, column);
        if (type != SQLITE_TEXT && type != SQLITE_BLOB && type != SQLITE_INTEGER) continue;
        const std::string number =
            type == SQLITE_INTEGER ? std::to_string(sqlite3_column_int64(row, column)) : "";
        sink(fmt::format("table {}, column {}", table + 1, column + 1),
             type == SQLITE_INTEGER ? std::string_view(number) : column_of(row, column),
             type == SQLITE_INTEGER);
      }
    });
  return is_whole;
}

} // namespace curate::leaks
