#include <libcurate/integrity/hmac.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <libcurate/withdrawal/revocations.hpp>

#include <algorithm>
#include <set>

namespace curate::withdrawal {

namespace {

// Sixteen digits; the same as in RELEASE.json.
std::string dataset_id(const study::Study &study) {
  constexpr std::size_t id_bytes = 8;
  const auto digest = integrity::hmac_sha256(study.key().reveal(), std::string("dataset") + '\0');
  return integrity::hex(std::span(digest).first(id_bytes));
}

verification::RevokedRelease &release_in(verification::Revocation &revocation,
                                         const verification::Version &version,
                                         const std::string &manifest) {
  const auto at = std::ranges::find(revocation.releases, manifest,
                                    &verification::RevokedRelease::manifest_sha256);
  if (at != revocation.releases.end()) return *at;
  revocation.releases.push_back({version, manifest, {}});
  return revocation.releases.back();
}

// The releases that a withdrawal was about; nothing where its plan is lost.
std::optional<std::set<std::string>> releases_of(const study::Study &study, std::int64_t number) {
  const auto plan = json::read_file(folder_of(study, number) / "plan.json");
  if (!plan || !plan->is_object() || !plan->contains("releases")) return {};
  std::set<std::string> versions;
  for (const auto &release : (*plan)["releases"])
    versions.insert(release.value("version", std::string()));
  return versions;
}

void add(verification::RevokedRelease &release, const std::string &token,
         verification::Demand demand) {
  const auto at = std::ranges::find(release.subjects, token, &verification::RevokedSubject::token);
  if (at == release.subjects.end())
    release.subjects.push_back({token, demand});
  else if (demand == verification::Demand::remove)
    at->demand = demand;
}

} // namespace

fs::path folder_of(const study::Study &study, std::int64_t number) {
  return study.private_folder() / "withdrawals" / std::to_string(number);
}

verification::Revocation revocation_of(const study::Study &study, study::Database &database,
                                       std::int64_t number) {
  study::Releases releases(database);
  verification::Revocation revocation;
  revocation.dataset_name = study.settings().name;
  revocation.dataset_id = dataset_id(study);
  revocation.number = static_cast<std::uint32_t>(number);
  revocation.signing_key = integrity::text_of(integrity::verifying_key_of(study.signing_key()));
  for (const auto &withdrawal : study::Withdrawals(database).all()) {
    if (withdrawal.number > number) break;
    if (withdrawal.number == number) revocation.date = withdrawal.recorded.substr(0, 10);
    if (withdrawal.level == "contact") continue;
    const auto about = releases_of(study, withdrawal.number);
    const auto demand = withdrawal.level == "use" ? verification::Demand::remove
                                                  : verification::Demand::pass_on_no_more;
    for (const auto &subject : releases.with(withdrawal.subject)) {
      const auto release = releases.find(subject.version);
      if (!release || release->state != "retired") continue;
      if (about && !about->contains(subject.version)) continue; // released after a new consent
      const auto version =
          verification::version_of(subject.version.substr(0, subject.version.find('@')));
      if (!version) continue;
      add(release_in(revocation, *version, release->digest),
          verification::revocation_token(release->nonce, subject.released_label), demand);
    }
  }
  return revocation;
}

} // namespace curate::withdrawal
