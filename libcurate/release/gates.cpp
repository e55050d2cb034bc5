#include <libcurate/license/catalogue.hpp>
#include <libcurate/license/compatible.hpp>
#include <libcurate/release/gates.hpp>
#include <libcurate/release/texts.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/withdrawals.hpp>

#include <fmt/format.h>

namespace curate::release {

namespace {

Finding error(const char *code, std::string file, std::string message, const char *remedy) {
  return {Severity::error, code, std::move(file), {}, std::move(message), remedy};
}

bool is_verified(const std::string &face) {
  return face == "removed" || face == "no_face" || face == "too_coarse";
}

} // namespace

Gate consent_gate(const std::vector<Person> &people, const Chosen &chosen) {
  Findings findings;
  if (chosen.people.empty())
    findings.push_back(error("RELEASE-NOBODY", {},
                             people.empty()
                                 ? "the study has nobody's data"
                                 : "nobody of the study may and should be in this release",
                             "see who is left out and why; curate consent list says more"));
  return gate_of("consent",
                 fmt::format("{} of {} people are in it", chosen.people.size(), people.size()),
                 std::move(findings));
}

Gate withdrawal_gate(study::Database &database) {
  Findings findings;
  const auto all = study::Withdrawals(database).all();
  for (const auto &one : all)
    if (one.state != "done")
      findings.push_back(error("RELEASE-WITHDRAWAL-OPEN", fmt::format("withdrawal {}", one.number),
                               "this withdrawal was begun and is not complete",
                               "run curate withdraw again: it goes on where it was"));
  return gate_of("withdrawals", fmt::format("{} on record", all.size()), std::move(findings));
}

Gate deidentification_gate(const Chosen &chosen) {
  Findings findings;
  for (const auto *file : chosen.files)
    if (!file->recorded || !file->recorded->is_deidentified ||
        !integrity::digest_of_hex(file->recorded->sha256))
      findings.push_back(error("RELEASE-NOT-DEIDENTIFIED", file->path,
                               "curate did not write this file: nobody took identities out of it",
                               "convert it from its scans, or leave it out with --select"));
  return gate_of("deidentification", fmt::format("{} files", chosen.files.size()),
                 std::move(findings));
}

Gate face_gate(const Chosen &chosen) {
  Findings findings = chosen.faces;
  std::size_t pictures = 0, kept = 0;
  for (const auto *file : chosen.files) {
    if (file->kind != FileKind::picture) continue;
    ++pictures;
    const std::string face = file->recorded ? file->recorded->face : std::string();
    if (face == "kept")
      ++kept; // agreed to, or it would not be among the chosen
    else if (!is_verified(face))
      findings.push_back(error("RELEASE-FACE-UNKNOWN", file->path,
                               "nobody looked for a face in this picture",
                               "convert it again with --face remove"));
  }
  if (pictures == 0 && findings.empty())
    return {"faces", GateVerdict::not_applicable, "no pictures", {}};
  return gate_of(
      "faces",
      fmt::format("{} pictures, {} of them with a face whose release is agreed to", pictures, kept),
      std::move(findings));
}

Gate leak_gate(const Chosen &chosen, const Request &request) {
  Findings findings;
  if (request.search_again) findings = request.search_again();
  for (const auto *file : chosen.files)
    if (!file->recorded || !file->recorded->is_searched)
      findings.push_back(error("RELEASE-NOT-SEARCHED", file->path,
                               "this file was not searched for identities when it was written",
                               "convert it again"));
  return gate_of("leaks",
                 fmt::format("{} files; that they are still what was searched is seen when they "
                             "are written",
                             chosen.files.size()),
                 std::move(findings));
}

Gate license_gate(const license::License &license, const std::vector<std::string> &sources,
                  const fs::path &study_folder) {
  if (sources.empty())
    return {"license", GateVerdict::not_applicable, "no sources under another licence", {}};
  Findings findings;
  for (const auto &id : sources) {
    const auto source = license::find(id, study_folder);
    if (!source) {
      findings.push_back(
          error("RELEASE-LICENSE", id, source.error().message, "see curate license list"));
      continue;
    }
    const auto combination = license::combine(license, *source);
    if (!combination.allowed || combination.under != license.id)
      findings.push_back(error(
          "RELEASE-LICENSE", id,
          combination.allowed
              ? fmt::format("what is made of data under {} must be under {}", id, combination.under)
              : combination.why,
          "release it under another licence: curate license compare says which go together"));
  }
  return gate_of("license", fmt::format("{} sources", sources.size()), std::move(findings));
}

Gate version_gate(study::Database &database, const Request &request,
                  const std::optional<Record> &before, std::size_t people) {
  if (!request.version) return {"version", GateVerdict::not_applicable, "no version is named", {}};
  Findings findings;
  const std::string key = key_of(*request.version, request.recipient);
  const auto recorded = study::Releases(database).find(key);
  if (recorded && recorded->state == "retired")
    findings.push_back(error("RELEASE-RETIRED", key,
                             "this version is retired: somebody in it withdrew",
                             "build the next version"));
  else if (recorded && (recorded->license != request.license_id ||
                        recorded->access != consent::name_of(request.access)))
    findings.push_back(error("RELEASE-VERSION-OTHER", key,
                             "this version is recorded under another licence or access",
                             "give the new release a new version"));
  if (!recorded)
    for (const auto &release : study::Releases(database).all()) {
      const auto at = release.version.find('@');
      const bool is_of_line =
          request.recipient
              ? at != std::string::npos && release.version.substr(at + 1) == *request.recipient
              : at == std::string::npos;
      const auto version = verification::version_of(release.version.substr(0, at));
      if (is_of_line && version && *version >= *request.version)
        findings.push_back(error("RELEASE-VERSION-OLD", release.version,
                                 "there is a newer version already", "count on from it"));
    }
  if (before && before->description.subjects > people &&
      singles_out(before->description.subjects - people))
    findings.push_back(singling_out(verification::text_of(before->description.version)));
  return gate_of("version", recorded ? "recorded already: built again" : "new",
                 std::move(findings));
}

} // namespace curate::release
