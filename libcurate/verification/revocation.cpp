#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/revocation.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::verification {

std::string_view name_of(Demand demand) {
  switch (demand) {
  case Demand::remove:
    return "remove";
  case Demand::pass_on_no_more:
    return "pass_on_no_more";
  }
  return {};
}

std::string text_of(Revocation revocation) {
  json::Value value;
  value["schema_version"] = 1;
  value["dataset"] = {{"name", revocation.dataset_name}, {"id", revocation.dataset_id}};
  value["number"] = revocation.number;
  value["date"] = revocation.date;
  value["releases"] = json::Value::array();
  std::ranges::sort(revocation.releases, {}, [](const RevokedRelease &release) {
    return std::pair(release.version, release.manifest_sha256);
  });
  for (auto &release : revocation.releases) {
    std::ranges::sort(release.subjects, {}, &RevokedSubject::token);
    auto subjects = json::Value::array();
    for (const auto &subject : release.subjects)
      subjects.push_back({{"token", subject.token}, {"demand", name_of(subject.demand)}});
    value["releases"].push_back({{"version", text_of(release.version)},
                                 {"manifest_sha256", release.manifest_sha256},
                                 {"subjects", std::move(subjects)}});
  }
  value["signing_key"] = revocation.signing_key;
  return json::to_text(value);
}

Result<Revocation> read_revocation(std::string_view text, std::string_view signature,
                                   const integrity::VerifyingKey &key) {
  if (const auto comment = integrity::verify_minisign(key, text, signature); !comment)
    return tl::unexpected(comment.error());
  constexpr const char *remedy = "ask whoever made the release for the newest list";
  const auto value = json::parse(text);
  if (!value) return problem("REVOCATION-FORM", value.error().message, remedy);
  const auto findings =
      json::check(*value, json::embedded("revocation.schema.json"), "revocation list");
  if (!findings.empty())
    return problem("REVOCATION-FORM", fmt::format("{}: {}", findings[0].place, findings[0].message),
                   remedy);
  Revocation revocation{(*value)["dataset"]["name"].get<std::string>(),
                        (*value)["dataset"]["id"].get<std::string>(),
                        (*value)["number"].get<std::uint32_t>(),
                        (*value)["date"].get<std::string>(),
                        {},
                        (*value)["signing_key"].get<std::string>()};
  for (const auto &one : (*value)["releases"]) {
    RevokedRelease release{version_of(one["version"].get<std::string>()).value_or(Version{}),
                           one["manifest_sha256"].get<std::string>(),
                           {}};
    for (const auto &subject : one["subjects"])
      release.subjects.push_back(
          {subject["token"].get<std::string>(),
           subject["demand"] == "remove" ? Demand::remove : Demand::pass_on_no_more});
    revocation.releases.push_back(std::move(release));
  }
  return revocation;
}

} // namespace curate::verification
