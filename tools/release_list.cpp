// What was built to leave: all of it, and one release with its gates.

#include "tools/release_options.hpp"
#include "tools/study_folder.hpp"

#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/release/record.hpp>
#include <libcurate/study/releases.hpp>
#include <ostream>

namespace curate::tools {

namespace {

std::vector<std::string> holders_of(study::Releases &releases, const std::string &key) {
  std::vector<std::string> holders;
  for (const auto &delivery : releases.deliveries_of(key))
    holders.push_back(delivery.recipient);
  return holders;
}

json::Value to_json(const study::Release &release, std::size_t people,
                    const std::vector<std::string> &holders) {
  const auto at = release.version.find('@');
  json::Value value;
  value["version"] = release.version.substr(0, at);
  if (at != std::string::npos) value["recipient"] = release.version.substr(at + 1);
  value["dataset"] = release.name;
  value["date"] = release.date;
  value["license"] = release.license;
  value["access"] = release.access;
  value["people"] = people;
  value["state"] = release.state;
  value["manifest_sha256"] = release.digest;
  value["held_by"] = holders;
  return value;
}

std::string or_nobody(const std::vector<std::string> &holders) {
  return holders.empty() ? "nobody named" : base::join({holders.begin(), holders.end()}, ", ");
}

void print_description(std::ostream &out, const verification::Description &it) {
  out << fmt::format("{} {} of {}, under {}, access {}{}\n", it.dataset_name,
                     verification::text_of(it.version), it.date, it.license_id, it.access,
                     it.recipient ? ", for " + *it.recipient : std::string());
  if (it.doi) out << fmt::format("  doi: {}\n", *it.doi);
  out << fmt::format("  holds: {} people, {} sessions, {} files, {} bytes\n", it.subjects,
                     it.sessions, it.files, it.bytes);
  for (const auto &[clause, count] : it.left_out)
    out << fmt::format("  left out: {} ({})\n", count, clause);
  if (!it.selection.expression.empty()) out << "  selection: " << it.selection.expression << "\n";
  if (!it.selection.variables.empty())
    out << fmt::format(
        "  variables: {}\n",
        base::join({it.selection.variables.begin(), it.selection.variables.end()}, ", "));
  if (it.previous) out << fmt::format("  after: {}\n", verification::text_of(it.previous->version));
  std::string passed, others;
  for (const auto &gate : it.gates)
    (gate.is_applicable ? passed : others) += " " + gate.gate;
  out << "  gates passed:" << passed << "\n";
  if (!others.empty()) out << "  not applicable:" << others << "\n";
  out << "  manifest: " << it.manifest_sha256 << "\n";
}

} // namespace

int list_releases(const ReleaseOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  study::Database database(study, study::Access::read);
  study::Releases releases(database);
  const auto all = releases.all();
  for (const auto &release : all) {
    const auto people = releases.subjects_of(release.version).size();
    const auto holders = holders_of(releases, release.version);
    if (options.common.json)
      terminal.out << json::to_line(to_json(release, people, holders)) << "\n";
    else
      terminal.out << fmt::format("{}  {}  {}  {}  {} people  {}  held by {}\n", release.version,
                                  release.date, release.license, release.access, people,
                                  release.state, or_nobody(holders));
  }
  if (all.empty() && !options.common.json && !options.common.quiet)
    terminal.out << "Nothing was released yet.\n";
  return 0;
}

int show_release(const ReleaseOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  const std::string key = release_key(options, options.version);
  study::Database database(study, study::Access::read);
  study::Releases releases(database);
  const auto row = releases.find(key);
  const auto record = release::read_record(study, key);
  if (!row || !record)
    throw UsageError(fmt::format("{} was never built: curate release list shows what was", key));
  const auto holders = holders_of(releases, key);
  if (options.common.json) {
    auto value = to_json(*row, record->description.subjects, holders);
    value["release"] = *json::parse(verification::text_of(record->description));
    terminal.out << json::to_line(value) << "\n";
    return 0;
  }
  print_description(terminal.out, record->description);
  terminal.out << fmt::format("  state: {}\n  held by: {}\n", row->state, or_nobody(holders));
  return 0;
}

} // namespace curate::tools
