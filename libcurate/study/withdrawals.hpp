#pragma once

#include <cstdint>
#include <libcurate/study/database.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::study {

/// A withdrawal on its way.
struct Withdrawal {
  std::int64_t number = 0; ///< from 1; names private/withdrawals/<number>/
  std::string subject;     ///< label without "sub-"
  std::string level;       ///< "contact", "access", "use"
  std::string state;       ///< "begun", "done": until done it is to be gone on with
  std::string recorded;    ///< UTC, ISO 8601

  bool operator==(const Withdrawal &) const = default;
};

/// A recipient's answer to a withdrawal's notice.
struct Receipt {
  std::int64_t withdrawal = 0;
  std::string recipient;
  std::string sent, confirmed; ///< "YYYY-MM-DD"; confirmed is empty while it is open

  bool operator==(const Receipt &) const = default;
};

/// The withdrawals of a study and what came back of their notices. The database outlives it.
class Withdrawals {
public:
  explicit Withdrawals(Database &database) : database_(database) {}

  /// By number.
  std::vector<Withdrawal> all() const;
  std::optional<Withdrawal> find(std::int64_t number) const;
  /// Begins one, and gives it the next number; one that is there for the same subject and level,
  /// and not done, is given back instead.
  Withdrawal begin(const std::string &subject, const std::string &level);
  void change_state(std::int64_t number, const std::string &state);

  /// By withdrawal, then recipient.
  std::vector<Receipt> receipts() const;
  std::vector<Receipt> receipts_of(std::int64_t number) const;
  /// Awaits an answer; one that is awaited or came already stays as it is.
  void await(const Receipt &receipt);
  /// The answer came; the first date stays. False where none was awaited.
  bool confirm(std::int64_t number, const std::string &recipient, const std::string &day);

private:
  Database &database_;
};

} // namespace curate::study
