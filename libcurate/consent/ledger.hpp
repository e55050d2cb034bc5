#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/consent/event.hpp>
#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace curate::consent {

/// An event that cannot be added: which of those given, and why.
struct Refusal {
  std::size_t index = 0;
  Problem problem;
};

/// What would become of events that are to be added.
struct Review {
  std::vector<Refusal> refused; ///< in the order given
  std::size_t already = 0;      ///< that are recorded, or were given twice: they add nothing
};

/// The table that nobody else may write to while events are looked at and added: for a Transaction.
constexpr const char *ledger_table = "consent_events";

/// Who agreed to what, and took it back: events that are only ever added. Each holds the hash of
/// the one before; the last of every call is signed. Several programs may add at once: they wait
/// for each other, and nothing is lost. Does not hold the study's lock.
///
/// Reading and adding throw PolicyError CONSENT-LEDGER-BROKEN, naming the first event that is not
/// as it was recorded, and SystemError as Database does.
class Ledger {
public:
  Ledger(const study::Study &study, study::Access access);
  /// On a database that is open already, and outlives it.
  Ledger(const study::Study &study, study::Database &database);

  /// All of them, by number; each is held to its hash, its seal and the one before.
  std::vector<Event> events() const;
  /// Of one person, by number; each is held to its hash and seal.
  std::vector<Event> events_of(const std::string &subject) const;

  /// How many there are: the number of the last.
  std::int64_t count() const;
  /// Which of these events could not be added, and why: `problem_of`, or what is
  /// recorded already (CONSENT-SAME-DAY: another consent from that day; CONSENT-NONE-YET: there is
  /// nothing to amend or renew; CONSENT-NO-SUCH-EVENT: to correct).
  Review review(std::span<const NewEvent> events) const;
  /// Adds events in one transaction, and gives the number of each. One whose content is there
  /// already (`say_the_same`) adds nothing and has the number of that. Throws PolicyError with the
  /// code of the first refusal.
  std::vector<std::int64_t> append(std::span<const NewEvent> events);

  /// Holds everything to hashes, seals, signatures, and the copy of the newest checkpoint: one
  /// finding for the first event that does not fit, and others for what guards the ledger. Memory:
  /// the ledger.
  Findings verify() const;

  /// Done by `append`; to be called after an outer transaction around it was committed.
  void copy_newest_checkpoint() const;

  study::Database &database() const { return *database_; }

private:
  using Known = std::map<std::string, std::vector<Event>>;

  void check_end() const;
  Known known_of(std::span<const NewEvent> events) const;

  const study::Study &study_;
  std::unique_ptr<study::Database> own_;
  study::Database *database_;
};

} // namespace curate::consent
