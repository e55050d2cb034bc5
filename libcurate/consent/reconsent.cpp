#include <libcurate/consent/reconsent.hpp>
#include <libcurate/consent/report.hpp>
#include <libcurate/study/blocked.hpp>

namespace curate::consent {

std::set<std::string> lift_blocks(const study::Study &study, const Ledger &ledger,
                                  const std::set<std::string> &subjects, base::Day on) {
  std::set<std::string> lifted;
  auto &database = ledger.database();
  const study::Blocked blocked(database, study.key());
  if (blocked.is_empty()) return lifted;
  for (const auto &subject : subjects) {
    if (!blocked.has({}, subject)) continue;
    const State state = state_of(ledger.events_of(subject), on);
    if (standing_of(state, on) != Standing::given) continue;
    if (study::Blocked::lift(database, study.key(), subject)) lifted.insert(subject);
  }
  return lifted;
}

} // namespace curate::consent
