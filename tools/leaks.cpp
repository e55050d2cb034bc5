// Proof that nothing is left, for whoever lets data go: every identifying value of the originals,
// searched in every byte of a finished tree.

#include "tools/command.hpp"
#include "tools/leaks_text.hpp"
#include "tools/options.hpp"
#include "tools/originals.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/leaks/tree.hpp>
#include <libcurate/report/progress.hpp>
#include <libcurate/study/registry.hpp>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::string path;
  std::vector<std::string> against;
  std::vector<std::string> retained;
  std::string study;
  unsigned jobs = 1;
};

void declare(CLI::App &app, Options &options) {
  app.add_option("PATH", options.path, "the finished tree: a folder or a file")
      ->required()
      ->check(CLI::ExistingPath);
  app.add_option("--against", options.against,
                 "the originals: folders, files and archives with DICOM in them")
      ->required()
      ->check(CLI::ExistingPath);
  app.add_option("--option", options.retained,
                 "what was retained on purpose, as deidentify was told; may be repeated")
      ->allow_extra_args(false)
      ->check(CLI::IsMember(retaining_words()));
  app.add_option("--study", options.study,
                 "the study of the tree: its labels and vocabulary are no values (default: none)");
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

int run(const Options &options, Terminal &terminal) {
  std::vector<std::string> labels, vocabulary;
  if (!options.study.empty()) {
    const auto study = open_study(options.study);
    vocabulary = study.settings().vocabulary;
    for (const auto &row : study::Registry(study, study::Registry::Access::read).people())
      labels.push_back(row.label);
  }
  report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
  const Originals originals =
      gather_originals(options.against, retained_of(options.retained), options.jobs, bar);
  const leaks::Needles needles(originals.values, deid::Vocabulary(vocabulary), labels);
  const leaks::Searcher searcher(needles);
  const auto days = leaks::days_of(originals.values);
  const auto found = leaks::search_tree(
      options.path, {searcher, days}, options.jobs,
      [&bar](std::size_t done, std::size_t total) { bar.show("searching", done, total); });
  Findings findings = originals.findings;
  findings.insert(findings.end(), found.findings.begin(), found.findings.end());
  const LeaksResult result{found, findings, needles.counted(), needles.size(), originals.files};
  if (options.common.json)
    print_leaks_json(terminal.out, terminal.err, result, options.common);
  else
    print_leaks(terminal.out, result, options.common);
  if (!found.leaks.empty()) return 3;
  return exit_code(findings, options.common.fail_on);
}

const Registration registration{
    "leaks", "searches a finished tree for what identifies people in the originals",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
