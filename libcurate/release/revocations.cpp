#include <libcurate/consent/ledger.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/release/record.hpp>
#include <libcurate/release/revocations.hpp>
#include <libcurate/study/releases.hpp>

#include <algorithm>
#include <map>

namespace curate::release {

namespace {

// What a release was decided on.
struct Decided {
  std::int64_t events = 0;
  base::Day day{};
};

bool takes_back(const consent::Event &event, base::Day today) {
  return event.kind == consent::EventKind::withdraw && event.level &&
         *event.level != consent::Level::contact && event.valid_from <= today;
}

// The furthest that a person went since; their events as corrected.
std::optional<consent::Level> withdrawn_since(const std::vector<consent::Event> &events,
                                              const Decided &decided, base::Day today) {
  std::optional<consent::Level> level;
  for (const auto &event : events) {
    // A consent that was known then counts anew: what was taken back before is no matter.
    if (event.kind == consent::EventKind::grant && event.number <= decided.events &&
        event.valid_from <= decided.day)
      level.reset();
    if (!takes_back(event, today)) continue;
    const bool is_later = event.number > decided.events || event.valid_from > decided.day;
    if (is_later && (!level || *level < *event.level)) level = event.level;
  }
  return level;
}

using OfPeople = std::map<std::string, std::vector<consent::Event>>;

OfPeople of_people(const std::vector<consent::Event> &events) {
  OfPeople all;
  for (const auto &event : events)
    all[event.subject].push_back(event);
  for (auto &[subject, theirs] : all)
    theirs = consent::as_corrected(theirs);
  return all;
}

verification::RevokedRelease revoked_in(const study::Release &release,
                                        const verification::Version &version,
                                        const Decided &decided, const OfPeople &events,
                                        const std::vector<study::ReleasedSubject> &subjects,
                                        base::Day today) {
  verification::RevokedRelease revoked{version, release.digest, {}};
  for (const auto &one : subjects) {
    const auto theirs = events.find(one.subject);
    if (theirs == events.end()) continue;
    const auto level = withdrawn_since(theirs->second, decided, today);
    if (!level) continue;
    revoked.subjects.push_back({verification::revocation_token(release.nonce, one.released_label),
                                *level == consent::Level::use
                                    ? verification::Demand::remove
                                    : verification::Demand::pass_on_no_more});
  }
  return revoked;
}

} // namespace

std::optional<verification::Revocation> revocations(const study::Study &study,
                                                    study::Database &database) {
  const auto today = base::today();
  const auto events = consent::Ledger(study, database).events();
  verification::Revocation list;
  for (const auto &event : events)
    if (takes_back(event, today)) list.number = static_cast<std::uint32_t>(event.number);
  if (list.number == 0) return {};
  list.dataset_name = study.settings().name;
  list.dataset_id = dataset_id(study.key());
  list.date = base::text_of(today);
  list.signing_key = integrity::text_of(integrity::verifying_key_of(study.signing_key()));
  const auto theirs = of_people(events);
  study::Releases releases(database);
  for (const auto &release : releases.all()) {
    const auto version =
        verification::version_of(release.version.substr(0, release.version.find('@')));
    if (!version) continue;
    const auto record = read_record(study, release.version);
    const Decided decided{record ? record->events : 0,
                          base::day_of(release.date).value_or(base::Day{})};
    auto revoked = revoked_in(release, *version, decided, theirs,
                              releases.subjects_of(release.version), today);
    if (!revoked.subjects.empty()) list.releases.push_back(std::move(revoked));
  }
  return list;
}

} // namespace curate::release
