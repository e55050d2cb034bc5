// Brings the clinic's tables to the scans, for the data manager: relabelled, dates shifted,
// identities left out, and held to the study's dictionary.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/shipped.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/tables/import_table.hpp>
#include <ostream>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::string study, table, dictionary, subjects;
  tables::ImportRequest request;
};

void declare(CLI::App &app, Options &options) {
  app.require_subcommand(1);
  CLI::App *one = app.add_subcommand("import", "brings a clinical table into the study's dataset");
  one->add_option("TABLE", options.table, "the table: CSV, or TSV where its name ends in .tsv")
      ->required()
      ->check(CLI::ExistingFile);
  one->add_option("--id-column", options.request.id_column, "the column of the original ids")
      ->required();
  one->add_option("--to", options.request.to, "participants (default), or phenotype/NAME");
  one->add_option("--dictionary", options.dictionary,
                  "what the table is held to: a file, or one that the program brings, as ms-core "
                  "(default: the dictionary that study.json names)");
  one->add_option("--issuer", options.request.issuers,
                  "who gave the ids, as Issuer of Patient ID of the scans says; may be repeated")
      ->allow_extra_args(false);
  one->add_option("--subjects", options.subjects, "a table of original id and label")
      ->check(CLI::ExistingFile);
  one->add_flag("--skip-unknown", options.request.skips_unknown,
                "leaves out rows of people without scans");
  one->add_flag("--dry-run", options.request.is_dry_run, "checks and counts; writes nothing");
  declare_study(*one, options.study);
  declare_common(*one, options.common);
}

void print(const tables::ImportOutcome &outcome, const Options &options, Terminal &terminal) {
  if (options.common.json) {
    const json::Value value{{"status", outcome.is_refused           ? "refused"
                                       : options.request.is_dry_run ? "dry-run"
                                                                    : "imported"},
                            {"file", outcome.file},
                            {"rows", outcome.rows},
                            {"added", outcome.added},
                            {"updated", outcome.updated},
                            {"unchanged", outcome.unchanged},
                            {"skipped", outcome.skipped},
                            {"columns", outcome.columns},
                            {"dropped", outcome.dropped},
                            {"findings", report::to_json(outcome.findings)}};
    terminal.out << json::to_line(value) << "\n";
    return;
  }
  const auto least = options.common.quiet ? Severity::error : Severity::info;
  terminal.out << report::to_text(outcome.findings, least);
  if (options.common.quiet) return;
  if (outcome.is_refused)
    terminal.out << "Nothing was written: correct the errors and import again.\n";
  else
    terminal.out << fmt::format("{}{}: {} rows added, {} updated, {} as they were{}; columns: {}\n",
                                options.request.is_dry_run ? "Would write " : "", outcome.file,
                                outcome.added, outcome.updated, outcome.unchanged,
                                outcome.skipped > 0 ? fmt::format(", {} left out", outcome.skipped)
                                                    : "",
                                base::join(outcome.columns, ", "));
}

// A file comes before a dictionary of the program that has its name.
void read_dictionary(const std::string &name, const fs::path &file,
                     tables::ImportRequest &request) {
  request.dictionary_name = file.filename().string();
  if (fs::exists(file))
    request.dictionary = base::read_file(file);
  else if (const auto text = dictionary::shipped_text(name))
    request.dictionary = *text;
  else
    throw UsageError("the dictionary is no file, and none that the program brings: those are " +
                     base::join(dictionary::shipped_names(), ", "));
}

int run(const Options &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  tables::ImportRequest request = options.request;
  request.table = options.table;
  if (!options.subjects.empty()) request.subjects = fs::path(options.subjects);
  if (!options.dictionary.empty())
    read_dictionary(options.dictionary, options.dictionary, request);
  else if (study.settings().dictionary)
    read_dictionary(*study.settings().dictionary,
                    fs::absolute(*study.settings().dictionary, study.root()), request);
  else
    throw UsageError("which dictionary? Name it with --dictionary, or in study.json: only columns "
                     "that it describes may enter a dataset");
  const auto outcome = tables::import_table(study, request);
  print(outcome, options, terminal);
  return outcome.is_refused ? 3 : exit_code(outcome.findings, options.common.fail_on);
}

const Registration registration{
    "table", "brings clinical tables into the study's dataset", [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
