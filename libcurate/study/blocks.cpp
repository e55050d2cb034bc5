#include <libcurate/base/clock.hpp>
#include <libcurate/study/blocks.hpp>

namespace curate::study {

std::map<std::string, std::string> Blocks::all() const {
  std::map<std::string, std::string> all;
  for (const auto &row : database_.select({"token", "level"}, "FROM blocks"))
    all.emplace(row[0], row[1]);
  return all;
}

void Blocks::add(const std::set<std::string> &tokens, const std::string &level) {
  const std::string now = base::Clock::now_iso8601();
  std::vector<Cells> rows;
  for (const auto &token : tokens)
    rows.push_back({token, level, now});
  Transaction transaction(database_);
  database_.run_for_each("INSERT INTO blocks (token, level, recorded) VALUES (:a, :b, :c) ON"
                         " CONFLICT (token) DO NOTHING",
                         rows);
  transaction.commit();
}

void Blocks::remove(const std::set<std::string> &tokens) {
  std::vector<Cells> rows;
  for (const auto &token : tokens)
    rows.push_back({token});
  Transaction transaction(database_);
  database_.run_for_each("DELETE FROM blocks WHERE token = :a", rows);
  transaction.commit();
}

} // namespace curate::study
