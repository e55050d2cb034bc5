#include <libcurate/study/recipients.hpp>

#include <algorithm>

namespace curate::study {

namespace {

const std::vector<std::string> columns = {"name", "region", "contact", "agreement", "added"};

Recipient recipient_of(const Cells &row) {
  return {row[0], row[1], row[2], row[3], row[4]};
}

} // namespace

std::vector<Recipient> Recipients::all() const {
  std::vector<Recipient> all;
  for (const auto &row : database_.select(columns, "FROM recipients"))
    all.push_back(recipient_of(row));
  std::ranges::sort(all, {}, &Recipient::name); // a server sorts by its own alphabet
  return all;
}

std::optional<Recipient> Recipients::find(const std::string &name) const {
  const auto rows = database_.select(columns, "FROM recipients WHERE name = :n", {name});
  if (rows.empty()) return {};
  return recipient_of(rows[0]);
}

bool Recipients::put(const Recipient &recipient) {
  Transaction transaction(database_, "recipients");
  if (auto known = find(recipient.name)) {
    known->added = recipient.added;
    if (*known == recipient) return false;
  }
  database_.run("INSERT INTO recipients (name, region, contact, agreement, added) VALUES (:a, :b,"
                " :c, :d, :e) ON CONFLICT (name) DO UPDATE SET region = excluded.region, contact ="
                " excluded.contact, agreement = excluded.agreement",
                {recipient.name, recipient.region, recipient.contact, recipient.agreement_sha256,
                 recipient.added});
  transaction.commit();
  return true;
}

} // namespace curate::study
