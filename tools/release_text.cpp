#include "tools/release_text.hpp"

#include <fmt/format.h>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <ostream>

namespace curate::tools {

namespace {

// Of a gate as many findings are told as one reads.
constexpr std::size_t most_told = 20;

std::string words_of(const std::string &clause, const release::Plan &plan) {
  if (clause == "RELEASE-NOT-SELECTED") return "the selection does not take them";
  for (const auto &person : plan.people)
    if (person.images.clause == clause) return person.images.words;
  return clause;
}

void print_findings(std::ostream &out, const Findings &findings, const Common &common) {
  const auto least = common.quiet     ? Severity::error
                     : common.verbose ? Severity::info
                                      : Severity::warning;
  Findings told(findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(
                                                         std::min(findings.size(), most_told)));
  out << report::to_text(told, least);
  if (findings.size() > most_told)
    out << fmt::format("  and {} more of them; --json names all\n", findings.size() - most_told);
}

} // namespace

void print_plan(std::ostream &out, const release::Plan &plan, const Common &common) {
  const auto &description = plan.description;
  if (!common.quiet) {
    out << fmt::format("{} {} under {}, access {}{}\n", description.dataset_name,
                       verification::text_of(description.version), description.license_id,
                       description.access,
                       description.recipient ? ", for " + *description.recipient : std::string());
    out << fmt::format("  leaves: {} people, {} sessions, {} pictures, {} files\n",
                       description.subjects, description.sessions, plan.pictures,
                       plan.files.size());
    for (const auto &[clause, count] : plan.left_out)
      out << fmt::format("  left out: {} {} ({}: {})\n", count, count == 1 ? "person" : "people",
                         clause, words_of(clause, plan));
    if (!plan.difference.is_first)
      out << fmt::format("  since the version before: {} files added, {} changed, {} removed\n",
                         plan.difference.added, plan.difference.changed, plan.difference.removed);
  }
  for (const auto &gate : plan.gates) {
    const bool is_failed = gate.verdict == release::GateVerdict::fail;
    if (!common.quiet || is_failed)
      out << fmt::format("gate {:<17} {:<15} {}\n", gate.name, release::name_of(gate.verdict),
                         gate.words);
    print_findings(out, gate.findings, common);
  }
  print_findings(out, plan.findings, common);
}

json::Value plan_json(const release::Plan &plan, const fs::path &path) {
  const auto &description = plan.description;
  json::Value value;
  value["dataset"] = description.dataset_name;
  value["version"] = verification::text_of(description.version);
  value["date"] = description.date;
  value["license"] = description.license_id;
  value["access"] = description.access;
  if (description.recipient) value["recipient"] = *description.recipient;
  value["may_leave"] = plan.may_leave();
  if (!path.empty()) value["path"] = path.string();
  value["subjects"] = description.subjects;
  value["sessions"] = description.sessions;
  value["pictures"] = plan.pictures;
  value["files"] = plan.files.size();
  value["left_out"] = plan.left_out;
  value["people"] = json::Value::array();
  for (const auto &person : plan.people)
    value["people"].push_back({{"subject", "sub-" + person.label},
                               {"images", consent::to_json(person.images)},
                               {"faces", consent::to_json(person.faces)},
                               {"clinical", consent::to_json(person.clinical)}});
  value["gates"] = json::Value::array();
  for (const auto &gate : plan.gates)
    value["gates"].push_back({{"gate", gate.name},
                              {"verdict", release::name_of(gate.verdict)},
                              {"words", gate.words},
                              {"findings", report::to_json(gate.findings)}});
  value["findings"] = report::to_json(plan.findings);
  return value;
}

void print_built(std::ostream &out, const release::Built &built) {
  out << fmt::format("{}: {}\n", built.is_rebuild ? "Built again, the same bytes" : "Built",
                     built.path.string());
  out << fmt::format("  {} files, {} bytes; whoever has it checks it with curate verify, or with "
                     "sha256sum -c MANIFEST.sha256 and\n  minisign -V -m RELEASE.json -P {}\n",
                     built.description.files, built.description.bytes,
                     built.description.signing_key);
}

} // namespace curate::tools
