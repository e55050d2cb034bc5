#pragma once

#include <functional>
#include <libcurate/base/fs.hpp>
#include <libcurate/study/keys.hpp>
#include <memory>
#include <string>
#include <vector>

namespace curate::study {

class Study;

/// What a command may do to a study's memory.
enum class Access { read, write };

/// A row as text: numbers in decimal digits, what is absent as an empty text.
using Cells = std::vector<std::string>;

/// The database that holds a study's registry: the file private/registry.sqlite, or the PostgreSQL
/// server that study.json names. SQL is the part that both speak. One thread at a time. Every
/// function throws SystemError STUDY-REGISTRY when the database fails, STUDY-REGISTRY-BUSY when
/// others hold it for half a minute, STUDY-REGISTRY-READ-ONLY where it may not be written. No
/// message holds a password.
class Database {
public:
  /// Makes the registry of a new study where there is none. `address` is empty for SQLite.
  static void create(const fs::path &private_folder, const std::string &address, const Key &key);
  /// Opens it and brings an older one up to date. Does not hold the study's lock. Throws
  /// PolicyError STUDY-REGISTRY-MISSING, STUDY-REGISTRY-NEWER, or STUDY-KEY-CHANGED when it belongs
  /// to another key.
  Database(const Study &study, Access access);
  Database(Database &&) noexcept;
  Database &operator=(Database &&) = delete;
  ~Database();

  /// Whether it is PostgreSQL.
  bool is_server() const;
  /// Whether a transaction is open: what was done since may still be undone.
  bool is_in_transaction() const;
  /// Runs a statement. Parameters stand in it as :a, :b, ... in the order given.
  void run(const std::string &statement, const Cells &parameters = {});
  /// Runs one statement for every row of parameters.
  void run_for_each(const std::string &statement, const std::vector<Cells> &rows);
  /// Hands over the rows of "SELECT columns rest", as text, one after the other; nothing else is
  /// asked of the database meanwhile.
  void for_each(const std::vector<std::string> &columns, const std::string &rest,
                const Cells &parameters, const std::function<void(const Cells &)> &take);
  /// All of these rows.
  std::vector<Cells> select(const std::vector<std::string> &columns, const std::string &rest,
                            const Cells &parameters = {});

private:
  friend class Transaction;
  struct State;
  std::unique_ptr<State> state_;
};

/// All of what is done while it lives, or nothing: undone unless `commit` was called. It can write
/// from its beginning, so that two never wait for each other. One inside another is part of it:
/// only the outer one decides.
class Transaction {
public:
  /// With `alone_on`, nobody else writes to that table meanwhile; others wait.
  explicit Transaction(Database &database, const std::string &alone_on = {});
  Transaction(const Transaction &) = delete;
  Transaction &operator=(const Transaction &) = delete;
  ~Transaction();
  void commit();

private:
  Database &database_;
  bool is_open_ = true;
};

/// Where an address leads, without user and password: what messages may say.
std::string shown_address(const std::string &address);

} // namespace curate::study
