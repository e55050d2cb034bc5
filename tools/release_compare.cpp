// What lies between two releases, and whom releases may no longer hold.

#include "tools/release_options.hpp"
#include "tools/study_folder.hpp"

#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/release/compare.hpp>
#include <libcurate/release/revocations.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <ostream>

namespace curate::tools {

namespace {

json::Value to_json(const release::DifferentFiles &files) {
  return {{"count", files.count()}, {"names", files.names}, {"not_named", files.others}};
}

json::Value to_json(const std::vector<std::string> &labels) {
  json::Value value = json::Value::array();
  for (const auto &label : labels)
    value.push_back("sub-" + label);
  return value;
}

void print(std::ostream &out, const char *what, const release::DifferentFiles &files) {
  out << fmt::format("{}: {} {}\n", what, files.count(), files.count() == 1 ? "file" : "files");
  for (const auto &name : files.names)
    out << "  " << name << "\n";
  if (files.others > 0)
    out << fmt::format("  and {} that the dataset has no longer\n", files.others);
}

void print(std::ostream &out, const char *what, const std::vector<std::string> &labels) {
  if (labels.empty()) return;
  out << fmt::format("{}: {} {}\n", what, labels.size(), labels.size() == 1 ? "person" : "people");
  for (const auto &label : labels)
    out << "  sub-" << label << "\n";
}

} // namespace

int compare_releases(const ReleaseOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  study::Registry registry(study, study::Access::read);
  const auto found = release::compare(study, registry, release_key(options, options.before),
                                      release_key(options, options.after));
  if (options.common.json) {
    json::Value value;
    value["before"] = options.before;
    value["after"] = options.after;
    if (options.request.recipient) value["recipient"] = *options.request.recipient;
    value["files"] = {{"added", to_json(found.added)},
                      {"changed", to_json(found.changed)},
                      {"removed", to_json(found.removed)}};
    value["people"] = {{"added", to_json(found.people_added)},
                       {"removed", to_json(found.people_removed)}};
    value["findings"] = report::to_json(found.findings);
    terminal.out << json::to_line(value) << "\n";
  } else {
    if (!options.common.quiet) {
      print(terminal.out, "added", found.added);
      print(terminal.out, "changed", found.changed);
      print(terminal.out, "removed", found.removed);
      print(terminal.out, "came", found.people_added);
      print(terminal.out, "gone", found.people_removed);
    }
    terminal.out << report::to_text(found.findings, Severity::warning);
  }
  return exit_code(found.findings, options.common.fail_on);
}

int write_revocations(const ReleaseOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  study::Database database(study, study::Access::read);
  const auto list = release::revocations(study, database);
  std::size_t people = 0;
  if (list) {
    for (const auto &release : list->releases)
      people += release.subjects.size();
    const std::string text = verification::text_of(*list);
    const std::string comment = fmt::format("revocations {} of {}", list->number, list->date);
    base::write_file(options.file, text, base::Overwrite::yes);
    base::write_file(options.file + ".minisig",
                     integrity::minisign_text(study.signing_key(), text, comment),
                     base::Overwrite::yes);
  }
  if (options.common.json) {
    json::Value value = {{"number", list ? list->number : 0},
                         {"releases", list ? list->releases.size() : 0},
                         {"revoked", people}};
    if (list) value["file"] = options.file;
    terminal.out << json::to_line(value) << "\n";
  } else if (!list) {
    terminal.out << "Nobody withdrew from what was released: there is no list to publish.\n";
  } else if (!options.common.quiet) {
    terminal.out << fmt::format("{} and its signature: list {}, {} revoked in {} {}\n",
                                options.file, list->number, people, list->releases.size(),
                                list->releases.size() == 1 ? "release" : "releases");
  }
  return 0;
}

} // namespace curate::tools
