// DICOM in, DICOM out, for those who share DICOM: every object without identity, by PS3.15 Annex E.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/cleaning/deidentify.hpp>
#include <libcurate/cleaning/profile_file.hpp>
#include <libcurate/deid/confidentiality_codes.hpp>
#include <libcurate/json/value.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/report/progress.hpp>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::vector<std::string> paths, options;
  std::string output, study, key, profile, subject, subjects;
  unsigned jobs = 1;
  bool check = false;
};

std::vector<std::string> option_words() {
  std::vector<std::string> words;
  for (const auto option : deid::all_options())
    words.emplace_back(deid::name_of(option));
  return words;
}

void declare(CLI::App &app, Options &options) {
  declare_paths(app, options.paths,
                "folders, files and archives (.zip .tar .tar.gz .tar.zst .gz) with DICOM in them");
  app.add_option("-o,--output", options.output, "the folder for the clean files");
  declare_study(app, options.study);
  app.add_option("--key", options.key, "without a study: a file of 32 random bytes")
      ->check(CLI::ExistingFile);
  app.add_option("--profile", options.profile, "a study's own rules, each with a reason")
      ->check(CLI::ExistingFile);
  app.add_option("--option", options.options, "an option of PS3.15; may be given several times")
      ->check(CLI::IsMember(option_words()))
      ->allow_extra_args(false);
  app.add_option("--subject", options.subject,
                 "the label of everybody in PATH, where the files do not say it");
  app.add_option("--subjects", options.subjects, "a TSV or CSV of original id and label")
      ->check(CLI::ExistingFile);
  app.add_flag("--check", options.check, "write nothing; say what would be done");
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

cleaning::Request request_of(const Options &options, report::Progress &bar) {
  cleaning::Request request;
  for (const auto &path : options.paths)
    request.inputs.emplace_back(path);
  request.output = options.output;
  request.jobs = options.jobs;
  request.is_check = options.check;
  if (!options.key.empty()) request.key = options.key;
  if (!options.profile.empty()) request.profile = options.profile;
  if (!options.subject.empty()) request.subject = options.subject;
  if (!options.subjects.empty()) request.subjects = options.subjects;
  for (const auto &word : options.options)
    if (const auto option = cleaning::option_of(word)) request.options.add(*option);
  request.progress = [&bar](std::string_view phase, std::size_t done, std::size_t total) {
    bar.show(phase, done, total);
  };
  return request;
}

void print(std::ostream &out, const cleaning::Outcome &outcome, const Options &options) {
  if (!options.common.quiet)
    for (const auto &one : outcome.series)
      out << fmt::format(
          "{:<8} {} series {} {} ({} of {} files){}{}\n", one.status(),
          one.subject.empty() ? "-" : one.subject,
          one.series_number ? fmt::format("{}", *one.series_number) : "-", one.what, one.written,
          one.file_count, one.code().empty() ? "" : fmt::format(" [{}]", one.code()),
          name_of(one.face.verdict).empty() ? ""
                                            : fmt::format(" face: {}", name_of(one.face.verdict)));
  if (options.check || options.common.verbose)
    for (const auto &[what, count] : outcome.ledger.entries())
      out << fmt::format("{:<14} {:<10} {}\n", what.first, deid::name_of(what.second), count);
  out << fmt::format("{} {} of {} files\n", options.check ? "would write" : "wrote",
                     outcome.written, outcome.file_count);
  for (const auto &[reason, count] : outcome.passed_over)
    out << fmt::format("passed over, {}: {}\n", reason, count);
  out << report::to_text(outcome.all_findings(), options.common.quiet     ? Severity::error
                                                 : options.common.verbose ? Severity::info
                                                                          : Severity::warning);
}

json::Value to_json(const cleaning::SeriesFace &face) {
  json::Value value;
  value["verdict"] = name_of(face.verdict);
  value["code"] = face.code;
  value["pictures"] = face.pictures;
  value["removed_voxels"] = face.removed_voxels;
  value["score_before"] = nullptr;
  value["score_after"] = nullptr;
  if (face.score_before) value["score_before"] = *face.score_before;
  if (face.score_after) value["score_after"] = *face.score_after;
  return value;
}

void print_json(std::ostream &out, std::ostream &err, const cleaning::Outcome &outcome) {
  err << report::to_text(outcome.findings, Severity::warning);
  for (const auto &one : outcome.series) {
    json::Value value;
    value["series_number"] = nullptr;
    if (one.series_number) value["series_number"] = *one.series_number;
    value["subject"] = one.subject;
    value["what"] = one.what;
    value["status"] = one.status();
    value["code"] = one.code();
    value["folder"] = one.folder;
    value["file_count"] = one.file_count;
    value["written"] = one.written;
    if (!name_of(one.face.verdict).empty()) value["face"] = to_json(one.face);
    value["findings"] = report::to_json(one.findings);
    out << value.dump() << "\n";
  }
}

int run(const Options &options, Terminal &terminal) {
  if (options.output.empty() && !options.check)
    throw UsageError("-o DIR is needed: the folder for the clean files (or --check, which writes "
                     "nothing)");
  if (!options.study.empty() && !options.key.empty())
    throw UsageError("give --study or --key, not both");
  if (!options.subject.empty() && !options.subjects.empty())
    throw UsageError("give --subject or --subjects, not both");
  report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
  auto request = request_of(options, bar);
  const auto study = options.key.empty() ? find_study(options.study) : std::nullopt;
  if (study) request.study = &*study;
  const auto outcome = cleaning::deidentify(request);
  if (options.common.json)
    print_json(terminal.out, terminal.err, outcome);
  else
    print(terminal.out, outcome, options);
  return exit_code(outcome.all_findings(), options.common.fail_on);
}

const Registration registration{
    "deidentify", "DICOM in, DICOM without identity out, by PS3.15 Annex E",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
