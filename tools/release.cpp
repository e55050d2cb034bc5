// What leaves: plans a release, builds it, and says what was released before. For whoever answers
// for a study's data; the gates speak to the ethics officer.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/release_text.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/release/build.hpp>
#include <libcurate/report/progress.hpp>
#include <ostream>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::string study, version, access, format = "folder", date, output, license_text;
  release::Request request;
  bool is_build = false;
};

void declare_request(CLI::App &app, Options &options) {
  auto &request = options.request;
  app.add_option("--license", request.license_id,
                 "the licence: an id of curate license list, or LicenseRef-... of the study")
      ->required();
  app.add_option("--access", options.access, "who may have it: open, registered or controlled")
      ->required()
      ->check(CLI::IsMember({"open", "registered", "controlled"}));
  app.add_option("--select", request.selection.expression,
                 "what is in it, as age >= 18 && suffix == \"T1w\" (default: everything that may)");
  app.add_option("--variables", request.selection.variables,
                 "columns of tables, with commas between (default: all)")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--recipient", request.recipient,
                 "for whom: gets labels of its own (curate recipient list)");
  app.add_option("--doi", request.doi, "the DOI that the data set has or will have");
  app.add_option("--change", request.changes, "a sentence for CHANGES; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--source-license", request.source_licenses,
                 "the licence of data that this was made from; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--license-text", options.license_text, "a file with the full text of the licence")
      ->check(CLI::ExistingFile);
  app.add_option("--date", options.date,
                 "of the release, YYYY-MM-DD (default: today; of a recorded version, its own)");
  declare_jobs(app, request.jobs);
  declare_study(app, options.study);
  declare_common(app, options.common);
}

void declare(CLI::App &app, Options &options) {
  app.require_subcommand(1);
  CLI::App *plan =
      app.add_subcommand("plan", "what would leave, who is left out and why; every gate");
  plan->add_option("--version", options.version, "X.Y.Z");
  declare_request(*plan, options);
  CLI::App *build = app.add_subcommand("build", "builds a release, when every gate passes");
  build->add_option("--version", options.version, "X.Y.Z")->required();
  build->add_option("--format", options.format, "folder (default), tar, tar.zst or zip")
      ->check(CLI::IsMember({"folder", "tar", "tar.zst", "zip"}));
  build->add_option("-o,--output", options.output,
                    "the folder it goes to (default: the study's releases)");
  build->parse_complete_callback([&options] { options.is_build = true; });
  declare_request(*build, options);
}

release::Request request_of(const Options &options) {
  release::Request request = options.request;
  if (!options.version.empty()) {
    request.version = verification::version_of(options.version);
    if (!request.version) throw UsageError("--version: a version is three numbers, as 1.0.0");
  }
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

int run(const Options &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  auto request = request_of(options);
  report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
  request.progress = [&bar](std::string_view phase, std::uint64_t done, std::uint64_t total) {
    bar.show(phase, done, total);
  };
  if (!options.is_build) {
    study::Registry registry(study, study::Access::read);
    return end_of(release::make_plan(study, registry, request), options, {}, terminal);
  }
  std::optional<fs::path> output;
  if (!options.output.empty()) output = options.output;
  const auto built = release::build(study, request, output);
  const int code = end_of(built.plan, options, built.path, terminal);
  if (!built.path.empty() && !options.common.json && !options.common.quiet)
    print_built(terminal.out, built);
  if (built.path.empty() && !options.common.json) terminal.out << "Nothing was built.\n";
  return code;
}

const Registration registration{
    "release", "plans and builds what leaves the house", [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
