// The main job, for the data manager: scans in, a BIDS dataset (or flat NIfTI) out, and a line for
// every series.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/outcome_text.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/conversion/convert.hpp>
#include <libcurate/conversion/convert_flat.hpp>
#include <libcurate/conversion/plan_file.hpp>
#include <libcurate/report/progress.hpp>

namespace curate::tools {

namespace {

enum class Layout { bids, flat };

struct Options {
  Common common;
  std::vector<std::string> paths;
  std::string study;
  unsigned jobs = 1;
  bool dry_run = false;
  std::string plan, subjects, subject, session, rules, output;
  std::string face, report;
  bool keep_unnamed = false;
  Layout layout = Layout::bids;
};

void declare(CLI::App &app, Options &options) {
  declare_paths(app, options.paths,
                "folders, files and archives (.zip .tar .tar.gz .tar.zst .gz) with DICOM in them");
  declare_study(app, options.study);
  app.add_flag("--dry-run", options.dry_run,
               "write the plan, a row for every picture, and nothing else");
  app.add_option("--plan", options.plan,
                 "with --dry-run: where the plan goes; else: an edited plan to follow");
  app.add_option("--subjects", options.subjects,
                 "a TSV or CSV of original id and label, the study's own labels");
  app.add_option("--subject", options.subject,
                 "the label of everybody in PATH, where the files do not say it");
  app.add_option("--session", options.session, "the session label of everything in PATH");
  app.add_option("--rules", options.rules, "naming rules to follow in place of the study's")
      ->check(CLI::ExistingFile);
  app.add_option("--face", options.face,
                 "what becomes of faces (default: the study's policy, or remove; flat: keep)")
      ->check(CLI::IsMember({"remove", "keep"}));
  app.add_option("--report", options.report,
                 "a folder for a page that shows each head before and after; private");
  app.add_flag("--keep-unnamed", options.keep_unnamed,
               "write pictures without a BIDS name to private/unnamed");
  app.add_option_function<std::string>(
         "--layout",
         [&options](const std::string &word) {
           options.layout = word == "flat" ? Layout::flat : Layout::bids;
         },
         "bids: into the study's dataset (default); flat: pictures side by side, no study")
      ->check(CLI::IsMember({"bids", "flat"}));
  app.add_option("-o,--output", options.output, "with --layout flat: the folder for the pictures");
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

void check(const Options &options) {
  const bool flat = options.layout == Layout::flat;
  if (flat && options.output.empty())
    throw UsageError("--layout flat needs -o DIR, the folder for the pictures");
  if (!flat && !options.output.empty())
    throw UsageError("-o is for --layout flat; the BIDS layout writes into the study's dataset");
  const bool study_only = !options.study.empty() || options.dry_run || !options.plan.empty() ||
                          !options.subjects.empty() || !options.subject.empty() ||
                          !options.session.empty() || !options.rules.empty() ||
                          options.keep_unnamed;
  if (flat && study_only)
    throw UsageError("--layout flat has no study, labels or plan; leave out --study, --dry-run, "
                     "--plan, --subjects, "
                     "--subject, --session, --rules and --keep-unnamed");
  if (!options.report.empty() && (options.dry_run || options.face == "keep"))
    throw UsageError(
        "--report shows faces that are taken away; a dry run and --face keep take none");
  if (!options.report.empty() && flat && options.face != "remove")
    throw UsageError("--layout flat keeps faces, so that there is nothing to report; --face remove "
                     "takes them away");
  if (!options.subject.empty() && !options.subjects.empty())
    throw UsageError("give --subject or --subjects, not both");
}

conversion::Request request_of(const Options &options, report::Progress &bar) {
  conversion::Request request;
  for (const auto &path : options.paths)
    request.inputs.emplace_back(path);
  request.jobs = options.jobs;
  request.keep_unnamed = options.keep_unnamed;
  if (!options.subject.empty()) request.subject = options.subject;
  if (!options.session.empty()) request.session = options.session;
  if (!options.subjects.empty()) request.subjects = options.subjects;
  if (!options.plan.empty() && !options.dry_run) request.plan = options.plan;
  if (!options.rules.empty()) request.rules = options.rules;
  if (!options.report.empty()) request.report = options.report;
  if (!options.face.empty())
    request.face =
        options.face == "remove" ? conversion::FacePolicy::remove : conversion::FacePolicy::keep;
  request.progress = [&bar](std::string_view phase, std::size_t done, std::size_t total) {
    bar.show(phase, done, total);
  };
  return request;
}

int run(const Options &options, Terminal &terminal) {
  check(options);
  const auto outcome = [&] {
    report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
    const auto request = request_of(options, bar);
    if (options.layout == Layout::flat) return conversion::convert_flat(request, options.output);
    const auto study = open_study(options.study);
    if (!options.dry_run) return conversion::convert(study, request);
    return conversion::write_plan(study, request,
                                  options.plan.empty() ? std::nullopt
                                                       : std::optional<fs::path>(options.plan));
  }();
  if (options.common.json)
    print_outcome_json(terminal.out, terminal.err, outcome, options.common);
  else
    print_outcome(terminal.out, outcome, options.common);
  if (!options.report.empty() && !options.common.quiet)
    terminal.err << "private report: " << (fs::path(options.report) / "faces.html").string()
                 << "\n";
  return exit_code(outcome.all_findings(), options.common.fail_on);
}

const Registration registration{
    "convert", "scans in, a BIDS dataset (or flat NIfTI) out", [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
