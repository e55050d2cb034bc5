#include <libcurate/base/text.hpp>
#include <libcurate/consent/checkpoint.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/consent/stored_event.hpp>

#include <fmt/format.h>

namespace curate::consent {

namespace {

constexpr const char *remedy =
    "bring the registry back from its backup, and find out who changed it";

std::string place_of(std::size_t number) {
  return fmt::format("event {}", number);
}

/// Holds the ledger to what it should be; the first that does not fit ends it.
class Verification {
public:
  Verification(const study::Study &study, study::Database &database)
      : study_(study), database_(database), file_(study::shown_address(study.settings().registry)) {
  }

  Findings run() {
    check_file();
    if (check_events()) check_checkpoints() && check_copy();
    check_guards();
    return std::move(findings_);
  }

private:
  bool tell(std::string code, std::string place, std::string message,
            Severity severity = Severity::error) {
    findings_.push_back(
        {severity, std::move(code), file_, std::move(place), std::move(message), remedy});
    return false;
  }

  // Indexes that say other than their tables: what is found by them would be wrong.
  void check_file() {
    if (database_.is_server()) return;
    const auto rows = database_.select({"integrity_check"}, "FROM pragma_integrity_check LIMIT 1");
    if (rows.empty() || rows[0][0] != "ok")
      tell("CONSENT-REGISTRY-DAMAGED", {}, "the file of the registry is damaged");
  }

  bool check_events() {
    std::string previous(64, '0');
    for (const auto &row :
         database_.select(event_columns(), "FROM consent_events ORDER BY number")) {
      const std::size_t number = hashes_.size() + 1;
      const auto said = base::to_integer(row[0]);
      if (said && *said > static_cast<long long>(number))
        return tell("CONSENT-EVENT-MISSING", place_of(number), "the event is missing");
      if (row[0] != std::to_string(number))
        return tell("CONSENT-EVENT-CHANGED", place_of(number),
                    "the event has no number of its own");
      if (const auto problem = problem_of_row(row, study_.key()))
        return tell(problem->code, place_of(number), problem->message);
      if (row[11] != previous)
        return tell("CONSENT-EVENT-CHAIN", place_of(number),
                    "the event was recorded after another one than stands before it");
      if (const auto event = event_of(row); !event)
        return tell(event.error().code, place_of(number), event.error().message);
      previous = row[12];
      hashes_.push_back(previous);
    }
    return true;
  }

  // A chain that somebody built anew fits in itself; what was signed does not fit to it.
  bool check_checkpoints() {
    const auto key = study_.signing_key().public_key;
    std::int64_t signed_until = 0;
    const auto count = static_cast<std::int64_t>(hashes_.size());
    for (const auto &checkpoint : checkpoints(database_)) {
      const auto first = static_cast<std::size_t>(signed_until + 1);
      if (!is_signed(checkpoint, key))
        return tell("CONSENT-SIGNATURE", place_of(first),
                    "the signature of the events from here on is not the study's");
      if (checkpoint.number > count)
        return tell("CONSENT-EVENT-MISSING", place_of(hashes_.size() + 1),
                    "the event is missing: a signature knows it");
      if (checkpoint.number < 1 ||
          hashes_[static_cast<std::size_t>(checkpoint.number - 1)] != checkpoint.hash)
        return tell("CONSENT-REBUILT", place_of(first),
                    "the events from here on are not those that were signed");
      signed_until = checkpoint.number;
    }
    if (signed_until < count)
      return tell("CONSENT-SIGNATURE", place_of(static_cast<std::size_t>(signed_until + 1)),
                  "the events from here on are not signed");
    return true;
  }

  bool check_copy() {
    file_ = "private/consent.checkpoint";
    const auto copy = copied_checkpoint(study_);
    if (!copy && (hashes_.empty() || database_.is_server())) return true; // of other machines
    if (!copy)
      return tell("CONSENT-COPY-MISSING", {},
                  "the copy of the newest signature is missing: whether events are missing at the "
                  "end cannot be told");
    if (!is_signed(*copy, study_.signing_key().public_key))
      return tell("CONSENT-COPY-DAMAGED", {}, "the copy's signature is not the study's");
    if (copy->number > static_cast<std::int64_t>(hashes_.size()))
      return tell("CONSENT-EVENT-MISSING", place_of(hashes_.size() + 1),
                  "the event is missing: the copy of the newest signature knows it");
    if (hashes_[static_cast<std::size_t>(copy->number - 1)] != copy->hash)
      return tell("CONSENT-REBUILT", place_of(static_cast<std::size_t>(copy->number)),
                  "the event is not the one that was signed");
    return true;
  }

  // Source of the names: study/migrations.cpp.
  void check_guards() {
    const auto rows =
        database_.is_server()
            ? database_.select({"COUNT(*)"}, "FROM pg_trigger WHERE NOT tgisinternal AND tgenabled"
                                             " = 'O' AND tgname IN ('consent_events_change',"
                                             " 'consent_checkpoints_change')")
            : database_.select({"COUNT(*)"},
                               "FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN"
                               " ('consent_events', 'consent_checkpoints')");
    file_ = study::shown_address(study_.settings().registry);
    if (rows[0][0] != (database_.is_server() ? "2" : "6"))
      tell("CONSENT-GUARD-MISSING", {},
           "the triggers that keep events from being changed were taken away");
  }

  const study::Study &study_;
  study::Database &database_;
  std::string file_;
  std::vector<std::string> hashes_;
  Findings findings_;
};

} // namespace

Findings Ledger::verify() const {
  return Verification(study_, *database_).run();
}

} // namespace curate::consent
