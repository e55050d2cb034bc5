// Is a dataset what it says it is: names, sidecars, tables, images and privacy, with what to do
// about what is not. For whoever keeps a dataset, and for checks that run on every change of one.

#include "tools/command.hpp"
#include "tools/options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/shipped.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/report/progress.hpp>
#include <libcurate/validation/check_any_table.hpp>
#include <libcurate/validation/code.hpp>
#include <libcurate/validation/sarif.hpp>
#include <libcurate/validation/validate.hpp>
#include <ostream>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::string dataset, dictionary, sarif, changed_since;
  std::vector<std::string> rules, subjects;
  bool only_headers = false;
  unsigned jobs = 1;
};

void declare(CLI::App &app, Options &options) {
  app.add_option("DATASET", options.dataset,
                 "the folder that holds dataset_description.json; or one table, CSV or TSV")
      ->required()
      ->check(CLI::ExistingPath);
  app.add_option("--dictionary", options.dictionary,
                 "what variables mean in any table, beside the table's own .json: a file, or the "
                 "name of a dictionary that the program brings");
  app.add_option("--rules", options.rules,
                 "the parts to hold it to, with commas between (default: all)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"bids", "variables", "images", "privacy"}));
  app.add_option("--subject", options.subjects, "only this subject; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--changed-since", options.changed_since,
                 "a list of digests as sha256sum writes it, paths below the dataset: only files "
                 "that it has not, or otherwise, and what hangs on them")
      ->check(CLI::ExistingFile);
  app.add_flag("--headers-only", options.only_headers,
               "images by their headers and lengths, not unpacked to their ends");
  app.add_option("--sarif", options.sarif, "also write the findings to this file, as SARIF 2.1.0");
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

dictionary::Dictionary dictionary_of(const std::string &name) {
  if (!fs::exists(name)) return dictionary::shipped(name);
  const auto faults = dictionary::check(base::read_file(name), name);
  if (exit_code(faults, FailOn::error) != 0)
    throw UsageError("the dictionary is not well formed; see `curate dictionary check`");
  auto read = dictionary::read(name);
  if (!read) throw UsageError(read.error().message);
  return std::move(*read);
}

validation::Request request_of(const Options &options) {
  validation::Request request;
  request.dataset = options.dataset;
  request.jobs = options.jobs;
  request.subjects = options.subjects;
  request.parts.only_headers = options.only_headers;
  if (!options.changed_since.empty()) request.changed_since = options.changed_since;
  if (!options.dictionary.empty()) request.dictionary = dictionary_of(options.dictionary);
  // A table that lies anywhere may well name people: it is asked only what its columns hold.
  request.parts.privacy = fs::is_directory(request.dataset);
  if (options.rules.empty()) return request;
  const auto has = [&](validation::Part part) {
    return std::ranges::find(options.rules, validation::name_of(part)) != options.rules.end();
  };
  request.parts.bids = has(validation::Part::bids);
  request.parts.variables = has(validation::Part::variables);
  request.parts.images = has(validation::Part::images);
  request.parts.privacy = has(validation::Part::privacy);
  return request;
}

Severity least_told(const Common &common) {
  return common.quiet ? Severity::error : common.verbose ? Severity::info : Severity::warning;
}

std::size_t count_of(const Findings &findings, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count(findings, severity, &Finding::severity));
}

json::Value summary_of(const validation::Outcome &outcome) {
  json::Value codes = json::Value::object();
  for (const auto &[code, count] : outcome.counted)
    codes[code] = count;
  return {{"summary",
           {{"subjects", outcome.subjects},
            {"sessions", outcome.counts.sessions},
            {"files", outcome.files},
            {"looked_into", outcome.looked_into},
            {"images", outcome.counts.images},
            {"sidecars", outcome.counts.sidecars},
            {"tables", outcome.counts.tables},
            {"errors", count_of(outcome.findings, Severity::error)},
            {"warnings", count_of(outcome.findings, Severity::warning)},
            {"codes", codes}}}};
}

void print_json(std::ostream &out, const validation::Outcome &outcome, const Common &common) {
  for (const auto &finding : outcome.findings)
    if (finding.severity >= least_told(common))
      out << json::to_line(report::to_json(finding)) << "\n";
  out << json::to_line(summary_of(outcome)) << "\n";
}

void print_text(std::ostream &out, const validation::Outcome &outcome, const Common &common) {
  out << report::to_text(outcome.findings, least_told(common));
  std::size_t left_out = 0;
  for (const auto &[code, count] : outcome.counted)
    if (count > validation::Notes::kept_of_a_code)
      left_out += count - validation::Notes::kept_of_a_code;
  if (left_out > 0)
    out << fmt::format("{} more findings of the same kinds are not listed\n", left_out);
  if (common.quiet) return;
  if (outcome.folders == 0) // one table
    out << fmt::format("{} errors, {} warnings\n", count_of(outcome.findings, Severity::error),
                       count_of(outcome.findings, Severity::warning));
  else
    out << fmt::format("{} subjects, {} sessions, {} files ({} images, {} sidecars, {} tables): {} "
                       "errors, {} warnings\n",
                       outcome.subjects, outcome.counts.sessions, outcome.files,
                       outcome.counts.images, outcome.counts.sidecars, outcome.counts.tables,
                       count_of(outcome.findings, Severity::error),
                       count_of(outcome.findings, Severity::warning));
}

int run(const Options &options, Terminal &terminal) {
  report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
  const auto request = request_of(options);
  const auto outcome = fs::is_directory(request.dataset)
                           ? validation::validate(request,
                                                  [&bar](std::size_t done, std::size_t total) {
                                                    bar.show("checking", done, total);
                                                  })
                           : validation::validate_table(request);
  if (!options.sarif.empty())
    base::write_file(options.sarif,
                     json::to_text(validation::to_sarif(outcome.findings, CURATE_VERSION)),
                     base::Overwrite::yes);
  if (options.common.json)
    print_json(terminal.out, outcome, options.common);
  else
    print_text(terminal.out, outcome, options.common);
  return exit_code(outcome.findings, options.common.fail_on);
}

const Registration registration{
    "validate",
    "holds a dataset to BIDS, its tables to their dictionaries, its images to their sidecars",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
