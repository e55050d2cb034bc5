#include "tests/support/postgresql_server.hpp"

#include <cstdlib>
#include <memory>
#include <unistd.h>

namespace curate::support {

namespace {

// The newest version that is installed, in Debian's place.
std::optional<fs::path> find_programs() {
  const fs::path root = "/usr/lib/postgresql";
  std::optional<fs::path> found;
  if (!fs::is_directory(root)) return found;
  for (const auto &entry : fs::directory_iterator(root))
    if (fs::exists(entry.path() / "bin" / "initdb"))
      if (!found || found->parent_path() < entry.path()) found = entry.path() / "bin";
  return found;
}

} // namespace

// The server refuses to be run by root: it is run by the user that its package makes.
int PostgresqlServer::as_server(const std::string &command) const {
  const std::string quiet = command + " >>'" + (folder_ / "log").string() + "' 2>&1";
  if (::geteuid() != 0) return std::system(("cd / && " + quiet).c_str());
  return std::system(("cd / && runuser -u postgres -- sh -c \"" + quiet + "\"").c_str());
}

bool PostgresqlServer::start(std::string &why) {
  const auto programs = find_programs();
  if (!programs) {
    why = "PostgreSQL is not installed (Debian: postgresql)";
    return false;
  }
  programs_ = *programs;
  // Short: the path of a socket holds 107 bytes.
  std::string name = (fs::temp_directory_path() / "curate-pg-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) return false;
  folder_ = name;
  fs::permissions(folder_, fs::all_all);
  const std::string data = (folder_ / "data").string();
  if (as_server((programs_ / "initdb").string() + " -D " + data +
                " -A trust -U curate -E UTF8 --locale=C --no-sync") != 0 ||
      as_server((programs_ / "pg_ctl").string() + " -D " + data + " -l " +
                (folder_ / "server.log").string() + " -w -o '-k " + folder_.string() +
                " -c listen_addresses= -c max_connections=40 -c fsync=off' start") != 0) {
    why = "PostgreSQL cannot be started here";
    return false;
  }
  is_started_ = true;
  return true;
}

PostgresqlServer *PostgresqlServer::running(std::string &why) {
  static std::string told;
  static const std::unique_ptr<PostgresqlServer> one = [] {
    std::unique_ptr<PostgresqlServer> server(new PostgresqlServer);
    if (!server->start(told)) server.reset();
    return server;
  }();
  why = told;
  return one.get();
}

PostgresqlServer::~PostgresqlServer() {
  if (is_started_)
    as_server((programs_ / "pg_ctl").string() + " -D " + (folder_ / "data").string() +
              " -w -m immediate stop");
  boost::system::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

std::string PostgresqlServer::new_database() {
  const std::string name = "study" + std::to_string(++databases_);
  as_server((programs_ / "createdb").string() + " -h " + folder_.string() + " -U curate " + name);
  return "postgresql://curate:secret@/" + name + "?host=" + folder_.string();
}

} // namespace curate::support
