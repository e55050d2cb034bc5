// NIfTI in, NIfTI without faces out, for those who have pictures already: each with a verdict.

#include "tools/command.hpp"
#include "tools/options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/defacing/deface.hpp>
#include <libcurate/json/value.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/report/progress.hpp>
#include <map>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::vector<std::string> paths, atlas;
  std::string output, report;
  face::Fill fill = face::Fill::background;
  unsigned jobs = 1;
  bool in_place = false, check = false, keep_eyes = false;
};

const std::map<std::string, face::Fill> fills{{"background", face::Fill::background},
                                              {"noise", face::Fill::noise},
                                              {"surface", face::Fill::surface}};

void declare(CLI::App &app, Options &options) {
  declare_paths(app, options.paths, "NIfTI files, folders with some in them, BIDS datasets");
  app.add_option("-o,--output", options.output,
                 "the folder for the pictures without faces, their sidecars and gradients");
  app.add_flag("--in-place", options.in_place, "replace the pictures themselves");
  app.add_flag("--check", options.check, "write nothing; say which pictures show a face");
  app.add_option("--report", options.report,
                 "a folder for a page that shows each head before and after; private");
  app.add_flag("--keep-eyes", options.keep_eyes,
               "leave the eyeballs, for studies of the visual pathway; people are known again more "
               "easily");
  app.add_option_function<std::string>(
         "--fill", [&options](const std::string &word) { options.fill = fills.at(word); },
         "what stands where the face was (default: background)")
      ->check(CLI::IsMember({"background", "noise", "surface"}));
  app.add_option("--template", options.atlas,
                 "a head and its brain in MNI space, in place of Debian's mricron-data")
      ->expected(2)
      ->type_name("HEAD BRAIN")
      ->check(CLI::ExistingFile);
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

defacing::Request request_of(const Options &options, report::Progress &bar) {
  defacing::Request request;
  request.inputs.assign(options.paths.begin(), options.paths.end());
  if (!options.output.empty()) request.output = options.output;
  request.is_in_place = options.in_place;
  request.is_check = options.check;
  if (!options.report.empty()) request.report = options.report;
  request.options.keep_eyes = options.keep_eyes;
  request.options.fill = options.fill;
  if (options.atlas.size() == 2) request.atlas.emplace(options.atlas[0], options.atlas[1]);
  request.jobs = options.jobs;
  request.progress = [&bar](std::string_view phase, std::size_t done, std::size_t total) {
    bar.show(phase, done, total);
  };
  return request;
}

std::string told(const std::optional<double> &score) {
  return score ? fmt::format("{:.2f}", *score) : "-";
}

void print(std::ostream &out, const defacing::Outcome &outcome, const Options &options) {
  std::map<std::string_view, std::size_t> counts;
  for (const auto &one : outcome.pictures) {
    const auto &verdict = one.verdict;
    ++counts[name_of(verdict.outcome)];
    if (options.common.quiet) continue;
    out << fmt::format("{:<10}  face {:<6}  score {:>5} -> {:>5}  {}{}{}\n",
                       options.check ? "checked" : name_of(verdict.outcome), name_of(verdict.face),
                       told(verdict.score_before), told(verdict.score_after), one.file,
                       verdict.code.empty() ? "" : fmt::format(" [{}]", verdict.code),
                       verdict.placed_by == face::PlacedBy::nothing
                           ? ""
                           : fmt::format(" (placed by {})", name_of(verdict.placed_by)));
  }
  if (!options.common.quiet) {
    if (options.check)
      out << fmt::format("{} pictures looked at, nothing was written\n", outcome.pictures.size());
    else
      out << fmt::format("{} pictures: {} faces removed, {} without a face, {} too coarse for one, "
                         "{} refused\n",
                         outcome.pictures.size(), counts["removed"], counts["no_face"],
                         counts["too_coarse"], counts["refused"]);
    if (!options.output.empty() && outcome.other_files > 0)
      out << fmt::format(
          "{} other files were not copied: tables and descriptions are yours to look "
          "at\n",
          outcome.other_files);
    if (!options.report.empty())
      out << fmt::format("private report: {}\n",
                         (fs::path(options.report) / "faces.html").string());
  }
  out << report::to_text(outcome.all_findings(), options.common.quiet     ? Severity::error
                                                 : options.common.verbose ? Severity::info
                                                                          : Severity::warning);
}

json::Value number(const std::optional<double> &score) {
  return score ? json::Value(*score) : json::Value();
}

void print_json(std::ostream &out, std::ostream &err, const defacing::Outcome &outcome) {
  err << report::to_text(outcome.all_findings(), Severity::warning);
  for (const auto &one : outcome.pictures) {
    json::Value value;
    value["file"] = one.file;
    value["face"] = name_of(one.verdict.face);
    value["score_before"] = number(one.verdict.score_before);
    value["score_after"] = number(one.verdict.score_after);
    value["verdict"] = name_of(one.verdict.outcome);
    value["code"] = one.verdict.code;
    value["seconds"] = one.seconds;
    // Names of files may be no UTF-8.
    out << value.dump(-1, ' ', false, json::Value::error_handler_t::replace) << "\n";
  }
}

int run(const Options &options, Terminal &terminal) {
  const auto outcome = [&] {
    report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
    return defacing::deface(request_of(options, bar));
  }();
  if (options.common.json)
    print_json(terminal.out, terminal.err, outcome);
  else
    print(terminal.out, outcome, options);
  return exit_code(outcome.all_findings(), options.common.fail_on);
}

const Registration registration{
    "deface", "takes faces out of NIfTI pictures, looks again, and says how it went",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
