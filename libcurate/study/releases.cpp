#include <libcurate/study/releases.hpp>

#include <algorithm>
#include <tuple>

namespace curate::study {

namespace {

const std::vector<std::string> release_columns = {"version", "name",  "license", "access",
                                                  "date",    "nonce", "digest",  "state"};
const std::vector<std::string> subject_columns = {"version", "subject", "released_label"};
const std::vector<std::string> delivery_columns = {"version", "recipient", "sent"};

Release release_of(const Cells &row) {
  return {row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]};
}

// Sorted here: a server sorts by its own alphabet.
std::vector<ReleasedSubject> subjects_of_rows(const std::vector<Cells> &rows) {
  std::vector<ReleasedSubject> all;
  for (const auto &row : rows)
    all.push_back({row[0], row[1], row[2]});
  std::ranges::sort(all, {}, [](const auto &one) { return std::tie(one.version, one.subject); });
  return all;
}

std::vector<Delivery> deliveries_of_rows(const std::vector<Cells> &rows) {
  std::vector<Delivery> all;
  for (const auto &row : rows)
    all.push_back({row[0], row[1], row[2]});
  std::ranges::sort(all, {}, [](const auto &one) { return std::tie(one.version, one.recipient); });
  return all;
}

} // namespace

std::vector<Release> Releases::all() const {
  std::vector<Release> all;
  for (const auto &row : database_.select(release_columns, "FROM releases"))
    all.push_back(release_of(row));
  std::ranges::sort(all, {}, &Release::version);
  return all;
}

std::optional<Release> Releases::find(const std::string &version) const {
  const auto rows =
      database_.select(release_columns, "FROM releases WHERE version = :v", {version});
  if (rows.empty()) return {};
  return release_of(rows[0]);
}

std::vector<ReleasedSubject> Releases::subjects_of(const std::string &version) const {
  return subjects_of_rows(
      database_.select(subject_columns, "FROM release_subjects WHERE version = :v", {version}));
}

std::vector<ReleasedSubject> Releases::with(const std::string &subject) const {
  return subjects_of_rows(
      database_.select(subject_columns, "FROM release_subjects WHERE subject = :s", {subject}));
}

std::vector<Delivery> Releases::deliveries() const {
  return deliveries_of_rows(database_.select(delivery_columns, "FROM release_recipients"));
}

std::vector<Delivery> Releases::deliveries_of(const std::string &version) const {
  return deliveries_of_rows(
      database_.select(delivery_columns, "FROM release_recipients WHERE version = :v", {version}));
}

void Releases::put(const Release &release, const std::vector<ReleasedSubject> &subjects) {
  std::vector<Cells> rows;
  for (const auto &one : subjects)
    rows.push_back({release.version, one.subject, one.released_label});
  Transaction transaction(database_, "releases");
  database_.run("INSERT INTO releases (version, name, license, access, date, nonce, digest, state)"
                " VALUES (:a, :b, :c, :d, :e, :f, :g, :h) ON CONFLICT (version) DO UPDATE SET name"
                " = excluded.name, license = excluded.license, access = excluded.access, date ="
                " excluded.date, nonce = excluded.nonce, digest = excluded.digest, state ="
                " excluded.state",
                {release.version, release.name, release.license, release.access, release.date,
                 release.nonce, release.digest, release.state});
  database_.run("DELETE FROM release_subjects WHERE version = :v", {release.version});
  database_.run_for_each("INSERT INTO release_subjects (version, subject, released_label) VALUES"
                         " (:a, :b, :c)",
                         rows);
  transaction.commit();
}

void Releases::change_state(const std::string &version, const std::string &state) {
  database_.run("UPDATE releases SET state = :s WHERE version = :v", {state, version});
}

void Releases::deliver(const Delivery &delivery) {
  database_.run("INSERT INTO release_recipients (version, recipient, sent) VALUES (:a, :b, :c) ON"
                " CONFLICT (version, recipient) DO NOTHING",
                {delivery.version, delivery.recipient, delivery.sent});
}

} // namespace curate::study
