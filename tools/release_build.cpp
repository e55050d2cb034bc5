// Plans a release, and builds it when every gate passes.

#include "tools/originals.hpp"
#include "tools/release_options.hpp"
#include "tools/release_text.hpp"
#include "tools/study_folder.hpp"

#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/leaks/tree.hpp>
#include <libcurate/release/build.hpp>
#include <libcurate/report/progress.hpp>
#include <ostream>

namespace curate::tools {

namespace {

using Options = ReleaseOptions;

verification::Version version_named(const std::string &text) {
  const auto version = verification::version_of(text);
  if (!version) throw UsageError("a version is three numbers, as 1.0.0");
  return *version;
}

release::Request request_of(const Options &options) {
  release::Request request = options.request;
  if (!options.version.empty()) request.version = version_named(options.version);
  request.access = *consent::access_of(options.access);
  request.format = release::format_of(options.format);
  if (!options.license_text.empty()) request.license_text = options.license_text;
  if (!options.date.empty()) {
    request.date = base::day_of(options.date);
    if (!request.date) throw UsageError("--date: a day is written YYYY-MM-DD");
  }
  return request;
}

int end_of(const release::Plan &plan, const Options &options, const fs::path &path,
           Terminal &terminal) {
  if (options.common.json)
    terminal.out << json::to_line(plan_json(plan, path)) << "\n";
  else
    print_plan(terminal.out, plan, options.common);
  if (!plan.may_leave()) return 3;
  Findings findings = plan.findings;
  for (const auto &gate : plan.gates)
    findings.insert(findings.end(), gate.findings.begin(), gate.findings.end());
  return exit_code(findings, options.common.fail_on);
}

// The bar lives as long as the request.
void show_progress(release::Request &request, report::Progress &bar) {
  request.progress = [&bar](std::string_view phase, std::uint64_t done, std::uint64_t total) {
    bar.show(phase, done, total);
  };
}

deid::Options retained_in(const study::Settings &settings) {
  deid::Options options;
  if (settings.retain_device_identity) options.add(deid::Option::retain_device_identity);
  if (settings.retain_institution_identity) options.add(deid::Option::retain_institution_identity);
  return options;
}

// What a search of the dataset finds of the originals' values, as findings of the gate of leaks.
Findings search_again(const study::Study &study, const Options &options, report::Progress &bar) {
  std::vector<std::string> labels;
  for (const auto &row : study::Registry(study, study::Access::read).people())
    labels.push_back(row.label);
  const unsigned jobs = options.request.jobs;
  const Originals originals =
      gather_originals(options.against, retained_in(study.settings()), jobs, bar);
  const leaks::Needles needles(originals.values, deid::Vocabulary(study.settings().vocabulary),
                               labels);
  const leaks::Searcher searcher(needles);
  const auto days = leaks::days_of(originals.values);
  const auto found = leaks::search_tree(
      study.dataset(), {searcher, days}, jobs,
      [&bar](std::size_t done, std::size_t total) { bar.show("searching", done, total); });
  Findings findings = originals.findings;
  findings.insert(findings.end(), found.findings.begin(), found.findings.end());
  for (const auto &leak : found.leaks)
    findings.push_back({Severity::error, "RELEASE-LEAK", leak.file, leak.place,
                        fmt::format("{} of the originals stands here", deid::name_of(leak.what)),
                        "see curate leaks; do not release it"});
  return findings;
}

} // namespace

std::string release_key(const ReleaseOptions &options, const std::string &version) {
  return release::key_of(version_named(version), options.request.recipient);
}

int plan_release(const Options &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  auto request = request_of(options);
  report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
  show_progress(request, bar);
  if (!options.against.empty())
    request.search_again = [&] { return search_again(study, options, bar); };
  study::Registry registry(study, study::Access::read);
  return end_of(release::make_plan(study, registry, request), options, {}, terminal);
}

int build_release(const Options &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  auto request = request_of(options);
  report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
  show_progress(request, bar);
  if (!options.against.empty())
    request.search_again = [&] { return search_again(study, options, bar); };
  std::optional<fs::path> output;
  if (!options.output.empty()) output = options.output;
  const auto built = release::build(study, request, output);
  const int code = end_of(built.plan, options, built.path, terminal);
  if (!built.path.empty() && !options.common.json && !options.common.quiet)
    print_built(terminal.out, built);
  if (built.path.empty() && !options.common.json) terminal.out << "Nothing was built.\n";
  return code;
}

} // namespace curate::tools
