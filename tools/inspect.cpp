// What lies in folders and archives, and the name each series would get. Writes nothing, but for
// drafted naming rules where they are asked for.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/outcome_text.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/conversion/convert.hpp>
#include <libcurate/report/progress.hpp>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::vector<std::string> paths;
  std::string study, rules, draft;
  unsigned jobs = 1;
};

void declare(CLI::App &app, Options &options) {
  declare_paths(app, options.paths,
                "folders, files and archives (.zip .tar .tar.gz .tar.zst .gz) with DICOM in them");
  app.add_option("--study", options.study,
                 "a study, for its naming rules and labels (default: none)");
  app.add_option("--rules", options.rules, "naming rules to follow in place of the study's")
      ->check(CLI::ExistingFile);
  app.add_option("--draft-rules", options.draft,
                 "write naming rules drafted from what is there, to be edited");
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

int run(const Options &options, Terminal &terminal) {
  const auto outcome = [&] {
    report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
    conversion::Request request;
    request.inputs.assign(options.paths.begin(), options.paths.end());
    request.jobs = options.jobs;
    if (!options.rules.empty()) request.rules = options.rules;
    if (!options.draft.empty()) request.draft = options.draft;
    request.progress = [&bar](std::string_view phase, std::size_t done, std::size_t total) {
      bar.show(phase, done, total);
    };
    if (options.study.empty()) return conversion::inspect(nullptr, request);
    const auto study = open_study(options.study);
    return conversion::inspect(&study, request);
  }();
  if (options.common.json)
    print_inspection_json(terminal.out, terminal.err, outcome, options.common);
  else
    print_inspection(terminal.out, outcome, options.common);
  if (!options.common.quiet)
    for (const auto &finding : outcome.findings)
      if (finding.code == "RULES-DRAFTED")
        terminal.err << finding.message << "\n" << finding.remedy << "\n";
  return exit_code(outcome.all_findings(), options.common.fail_on);
}

const Registration registration{
    "inspect", "lists the series in folders and archives; writes nothing but drafted rules",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
