#include "tests/release/study_maker.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/decision.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/license/catalogue.hpp>
#include <libcurate/release/revocations.hpp>
#include <rapidcheck/gtest.h>

// No release ever holds a person whose decision is no: over random studies, consents, licences,
// access and recipients. What a release holds is read from its bytes alone.
// CURATE_LONG=1 RC_PARAMS=max_success=1000 asks a thousand studies.

namespace curate::release {
namespace {

/// From the first to the last, each as often: RapidCheck begins with small numbers.
template <typename T> T pick(T first, T end) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<T>(first, end));
}

bool coin(int percent) {
  return pick(0, 100) < percent;
}

consent::Scope some_scope() {
  auto scope = all_allowed();
  const auto permission = pick(0, 10);
  if (permission < 3) scope.purpose.permission = static_cast<consent::DuoPermission>(permission);
  if (scope.purpose.permission == consent::DuoPermission::disease_specific)
    scope.purpose.diseases = {"MONDO:0005301"};
  if (coin(30)) scope.access = static_cast<consent::Access>(pick(0, 3));
  if (coin(20)) scope.regions = consent::Regions::eea_and_adequate();
  for (const auto kind : {consent::Kind::images, consent::Kind::faces, consent::Kind::clinical,
                          consent::Kind::derived})
    if (coin(20)) scope.kinds.erase(kind);
  if (scope.kinds.empty()) scope.kinds = {consent::Kind::clinical};
  scope.commercial = coin(80);
  if (coin(10)) scope.modifiers.insert(consent::DuoModifier::ethics_approval_required);
  return scope;
}

/// What a study's people agreed to, at random: some to nothing, some took it back.
void consent_at_random(const MadeStudy &made) {
  for (std::size_t i = 0; i < made.labels().size(); ++i) {
    if (coin(15)) continue;
    made.consent(i, some_scope(), "2026-01-01");
    if (coin(25)) made.withdraw(i, static_cast<consent::Level>(pick(0, 3)));
    if (coin(10)) made.consent(i, some_scope(), "2026-02-10");
  }
}

/// The decisions of today by the ledger itself, not by the plan.
consent::Decision decision_of(const std::vector<consent::Event> &events, const std::string &label,
                              const Request &request, consent::Kind kind,
                              const std::string &region) {
  std::vector<consent::Event> theirs;
  for (const auto &event : events)
    if (event.subject == label) theirs.push_back(event);
  consent::Use use;
  use.license = license::find(request.license_id, "/nowhere").value();
  use.access = request.access;
  if (!region.empty()) use.regions = {region};
  use.kinds = {kind};
  use.on = base::today();
  return consent::decide(consent::state_of(theirs, use.on), use);
}

/// Every byte of a release, by path.
using Bytes = std::map<std::string, std::string>;

bool holds(const Bytes &files, const std::string &label) {
  return std::ranges::any_of(files, [&](const auto &file) {
    return (file.first + "\n" + file.second).find(label) != std::string::npos;
  });
}

bool has_picture(const Bytes &files, const std::string &label) {
  return std::ranges::any_of(files, [&](const auto &file) {
    return file.first.starts_with("sub-" + label + "/") && file.first.ends_with(".nii.gz");
  });
}

/// Whether any cell about a person says more than that there is one.
bool has_variables(const Bytes &files, const std::string &label) {
  for (const char *table : {"participants.tsv", "phenotype/edss.tsv"}) {
    const auto found = files.find(table);
    if (found == files.end()) continue;
    const auto at = found->second.find("sub-" + label + "\t");
    if (at == std::string::npos) continue;
    const auto row = found->second.substr(at, found->second.find('\n', at) - at);
    for (const auto cell : base::split(row.substr(row.find('\t') + 1), '\t'))
      if (cell != "n/a") return true;
  }
  return false;
}

Request some_request(const char *version) {
  std::vector<std::string> ids;
  for (const auto &license : license::catalogue())
    ids.push_back(license.id);
  auto request = request_of(version, "", static_cast<consent::Access>(pick(0, 3)));
  request.license_id = coin(50) ? "CC0-1.0" : ids[pick<std::size_t>(0, ids.size())];
  if (coin(40)) request.recipient = coin(50) ? "uni-a" : "firm-b";
  if (coin(20)) request.selection.expression = "suffix != \"bold\" || age > 21";
  return request;
}

/// Holds a release to what people agreed to; how many are in it.
std::size_t check(const MadeStudy &made, const Request &request) {
  const auto study = made.study();
  const auto built = build(study, request);
  if (built.path.empty()) return 0;
  const auto files = files_below(built.path);
  const std::string region = request.recipient ? (*request.recipient == "uni-a" ? "AT" : "US") : "";
  const auto events = consent::Ledger(study, study::Access::read).events();
  std::map<std::string, std::string> released;
  for (const auto &subject : built.plan.subjects)
    released[subject.subject] = subject.released_label;
  std::size_t people = 0;
  for (const auto &label : made.labels()) {
    const auto may = [&](consent::Kind kind) {
      return decision_of(events, label, request, kind, region).allowed;
    };
    if (request.recipient) RC_ASSERT(!holds(files, label));
    if (!may(consent::Kind::images) && !may(consent::Kind::clinical)) {
      RC_ASSERT(!holds(files, label));
      RC_ASSERT(!released.contains(label));
      continue;
    }
    const auto at = released.find(label);
    if (at == released.end()) continue;
    ++people;
    RC_ASSERT(may(consent::Kind::images) || !has_picture(files, at->second));
    RC_ASSERT(
        may(consent::Kind::faces) || made.face() != "kept" ||
        !files.contains(fmt::format("sub-{0}/ses-1/anat/sub-{0}_ses-1_T1w.nii.gz", at->second)));
    RC_ASSERT(may(consent::Kind::clinical) || !has_variables(files, at->second));
  }
  return people;
}

std::size_t people_released = 0, people_taken_back = 0;

void honour_consent() {
  const OnDay day;
  const MadeStudy made(pick<std::size_t>(1, 7), coin(70) ? "removed" : "kept");
  made.add_recipient("uni-a", "AT");
  made.add_recipient("firm-b", "US");
  consent_at_random(made);
  const auto request = some_request("1.0.0");
  const auto people = check(made, request);
  people_released += people;
  if (people == 0) return;
  // Somebody of it takes it back: is gone from the next, and on the list for the one before.
  const auto study = made.study();
  std::vector<study::ReleasedSubject> subjects;
  {
    study::Database database(study, study::Access::read);
    subjects = study::Releases(database).subjects_of(key_of(*request.version, request.recipient));
  }
  const auto &gone = subjects[pick<std::size_t>(0, subjects.size())];
  for (std::size_t i = 0; i < made.labels().size(); ++i)
    if (made.label(i) == gone.subject) made.withdraw(i, consent::Level::use, "2026-02-20");
  auto next = request;
  next.version = verification::Version{1, 0, 1};
  check(made, next);
  study::Database database(study, study::Access::read);
  const auto list = revocations(study, database);
  RC_ASSERT(list.has_value());
  const auto row = study::Releases(database).find(key_of(*request.version, request.recipient));
  const auto token = verification::revocation_token(row->nonce, gone.released_label);
  RC_ASSERT(std::ranges::any_of(list->releases, [&](const auto &release) {
    return std::ranges::any_of(release.subjects,
                               [&](const auto &one) { return one.token == token; });
  }));
  ++people_taken_back;
}

// Thirty studies, or as many as RapidCheck is told where CURATE_LONG is set.
RC_GTEST_PROP(consent_honoured, whatever_was_agreed_to, ()) {
  constexpr std::size_t few = 30;
  static std::size_t studies = 0;
  if (++studies > few && std::getenv("CURATE_LONG") == nullptr) return;
  honour_consent();
  if (studies < few) return;
  RC_ASSERT(people_released > 10U); // or nothing was tried
  RC_ASSERT(people_taken_back > 5U);
}

} // namespace
} // namespace curate::release
