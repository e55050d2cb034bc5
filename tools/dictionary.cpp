// Dictionaries of variables: are they well formed, what do they say, and a first one for a table.

#include "tools/command.hpp"
#include "tools/options.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/draft.hpp>
#include <libcurate/dictionary/page.hpp>
#include <libcurate/dictionary/redcap.hpp>
#include <libcurate/dictionary/shipped.hpp>
#include <libcurate/dictionary/to_json.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <ostream>

namespace curate::tools {

namespace {

enum class Action { check, show, draft };

struct Options {
  Common common;
  Action action = Action::check;
  std::vector<std::string> files;
  std::string file;
  std::string from = "table";
  std::string output;
};

void declare(CLI::App &app, Options &options) {
  app.require_subcommand(1);
  const auto add = [&](const char *name, const char *summary, Action action) {
    CLI::App *one = app.add_subcommand(name, summary);
    one->parse_complete_callback([&options, action] { options.action = action; });
    return one;
  };
  CLI::App *check = add("check", "is a dictionary well formed", Action::check);
  check->add_option("FILE", options.files, "dictionaries, or names of shipped ones")->required();
  declare_common(*check, options.common);
  CLI::App *show = add("show", "prints a dictionary for a person to read", Action::show);
  show->add_option("FILE", options.file, "a dictionary, or the name of a shipped one");
  declare_common(*show, options.common);
  CLI::App *draft = add("draft", "drafts a dictionary from a table", Action::draft);
  draft->add_option("TABLE", options.file, "a TSV or CSV file")
      ->required()
      ->check(CLI::ExistingFile);
  draft->add_option("--from", options.from, "what TABLE is: a table, or REDCap's data dictionary")
      ->check(CLI::IsMember({"table", "redcap"}))
      ->capture_default_str();
  draft->add_option("-o,--output", options.output, "the dictionary to write; else it is printed");
  declare_common(*draft, options.common);
}

/// A file, or a shipped dictionary where there is no such file.
std::string text_of(const std::string &name) {
  if (!fs::exists(name))
    if (const auto text = dictionary::shipped_text(name)) return std::string(*text);
  // As large as the reader of JSON takes, and a byte more, so that it says so.
  return base::read_file(name, (std::size_t{64} << 20) + 1);
}

int tell(const Findings &findings, const Options &options, std::ostream &out) {
  if (options.common.json)
    out << json::to_line(report::to_json(findings)) << "\n";
  else
    out << report::to_text(findings, options.common.quiet     ? Severity::error
                                     : options.common.verbose ? Severity::info
                                                              : Severity::warning);
  return exit_code(findings, options.common.fail_on);
}

int check(const Options &options, Terminal &terminal) {
  Findings findings;
  for (const std::string &file : options.files) {
    const Findings more = dictionary::check(text_of(file), file);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  if (findings.empty() && !options.common.json && !options.common.quiet)
    terminal.err << "well formed\n";
  return tell(findings, options, terminal.out);
}

int show(const Options &options, Terminal &terminal) {
  if (options.file.empty()) {
    for (const std::string &name : dictionary::shipped_names())
      terminal.out << name << "\n";
    return 0;
  }
  const auto read = dictionary::parse(text_of(options.file));
  if (!read) throw InputError(options.file + ": " + read.error().message);
  if (!options.common.json) {
    terminal.out << dictionary::page_of(*read);
    return 0;
  }
  for (const dictionary::Variable &variable : read->variables) {
    json::Value line{{"name", variable.name}};
    line.update(dictionary::to_json(variable));
    terminal.out << json::to_line(line) << "\n";
  }
  return 0;
}

int draft(const Options &options, Terminal &terminal) {
  dictionary::TableReader table{fs::path(options.file)};
  json::Value made = json::Value::object();
  int status = 0;
  if (options.from == "redcap") {
    auto import = dictionary::import_redcap(table);
    for (const auto &variable : import.dictionary.variables)
      made[variable.name] = dictionary::to_json(variable);
    for (Finding &finding : import.findings)
      finding.file = options.file;
    status = tell(import.findings, options, terminal.err);
  } else {
    made = dictionary::draft(table);
  }
  const std::string text = json::to_text(made);
  if (options.output.empty())
    terminal.out << text;
  else
    base::write_file(options.output, text, base::Overwrite::no);
  return status;
}

int run(const Options &options, Terminal &terminal) {
  switch (options.action) {
  case Action::check:
    return check(options, terminal);
  case Action::show:
    return show(options, terminal);
  case Action::draft:
    return draft(options, terminal);
  }
  return 0;
}

const Registration registration{
    "dictionary", "checks, shows or drafts a dictionary of variables", [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
