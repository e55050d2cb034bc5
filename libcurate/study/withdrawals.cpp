#include <libcurate/base/clock.hpp>
#include <libcurate/study/withdrawals.hpp>

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace curate::study {

namespace {

const std::vector<std::string> columns = {"number", "subject", "level", "state", "recorded"};
const std::vector<std::string> receipt_columns = {"withdrawal", "recipient", "sent", "confirmed"};

Withdrawal withdrawal_of(const Cells &row) {
  return {std::atoll(row[0].c_str()), row[1], row[2], row[3], row[4]};
}

std::vector<Receipt> receipts_of_rows(const std::vector<Cells> &rows) {
  std::vector<Receipt> all;
  for (const auto &row : rows)
    all.push_back({std::atoll(row[0].c_str()), row[1], row[2], row[3]});
  std::ranges::sort(all, {},
                    [](const auto &one) { return std::tie(one.withdrawal, one.recipient); });
  return all;
}

} // namespace

std::vector<Withdrawal> Withdrawals::all() const {
  std::vector<Withdrawal> all;
  for (const auto &row : database_.select(columns, "FROM withdrawals ORDER BY number"))
    all.push_back(withdrawal_of(row));
  return all;
}

std::optional<Withdrawal> Withdrawals::find(std::int64_t number) const {
  const auto rows =
      database_.select(columns, "FROM withdrawals WHERE number = :n", {std::to_string(number)});
  if (rows.empty()) return {};
  return withdrawal_of(rows[0]);
}

Withdrawal Withdrawals::begin(const std::string &subject, const std::string &level) {
  Transaction transaction(database_, "withdrawals");
  std::int64_t last = 0;
  for (const auto &one : all()) {
    if (one.subject == subject && one.level == level && one.state != "done") return one;
    last = one.number;
  }
  const Withdrawal begun{last + 1, subject, level, "begun", base::Clock::now_iso8601()};
  database_.run(
      "INSERT INTO withdrawals (number, subject, level, state, recorded) VALUES (:a, :b,"
      " :c, :d, :e)",
      {std::to_string(begun.number), begun.subject, begun.level, begun.state, begun.recorded});
  transaction.commit();
  return begun;
}

void Withdrawals::change_state(std::int64_t number, const std::string &state) {
  database_.run("UPDATE withdrawals SET state = :s WHERE number = :n",
                {state, std::to_string(number)});
}

std::vector<Receipt> Withdrawals::receipts() const {
  return receipts_of_rows(database_.select(receipt_columns, "FROM withdrawal_receipts"));
}

std::vector<Receipt> Withdrawals::receipts_of(std::int64_t number) const {
  return receipts_of_rows(database_.select(
      receipt_columns, "FROM withdrawal_receipts WHERE withdrawal = :n", {std::to_string(number)}));
}

void Withdrawals::await(const Receipt &receipt) {
  database_.run(
      "INSERT INTO withdrawal_receipts (withdrawal, recipient, sent, confirmed) VALUES"
      " (:a, :b, :c, :d) ON CONFLICT (withdrawal, recipient) DO NOTHING",
      {std::to_string(receipt.withdrawal), receipt.recipient, receipt.sent, receipt.confirmed});
}

bool Withdrawals::confirm(std::int64_t number, const std::string &recipient,
                          const std::string &day) {
  Transaction transaction(database_, "withdrawal_receipts");
  const Cells which{std::to_string(number), recipient};
  const auto rows = database_.select(
      {"confirmed"}, "FROM withdrawal_receipts WHERE withdrawal = :n AND recipient = :r", which);
  if (rows.empty()) return false;
  if (!rows[0][0].empty()) return true;
  database_.run("UPDATE withdrawal_receipts SET confirmed = :d WHERE withdrawal = :n AND recipient"
                " = :r",
                {day, which[0], which[1]});
  transaction.commit();
  return true;
}

} // namespace curate::study
