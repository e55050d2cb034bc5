#pragma once

#include <libcurate/base/fs.hpp>
#include <optional>
#include <string>

namespace curate::support {

/// A PostgreSQL server of Debian's package, in a folder of its own, reached through a socket there
/// and by no network; stopped and removed at the end. One for the whole test program.
class PostgresqlServer {
public:
  /// Nothing where the package is absent, or it cannot be started; `why` then says so.
  static PostgresqlServer *running(std::string &why);

  PostgresqlServer(const PostgresqlServer &) = delete;
  PostgresqlServer &operator=(const PostgresqlServer &) = delete;
  ~PostgresqlServer();

  /// The address of a new, empty database.
  std::string new_database();

private:
  PostgresqlServer() = default;
  bool start(std::string &why);
  int as_server(const std::string &command) const;

  fs::path folder_, programs_;
  bool is_started_ = false;
  int databases_ = 0;
};

} // namespace curate::support
