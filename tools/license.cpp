// Licences and data-use agreements: which there are, what one says in plain words, which two may be
// combined, and an agreement to fill in.

#include "tools/command.hpp"
#include "tools/license_text.hpp"
#include "tools/options.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/license/catalogue.hpp>
#include <ostream>

namespace curate::tools {

namespace {

enum class Action { list, show, compare, draft };

struct Options {
  Common common;
  Action action = Action::list;
  std::string study;
  std::string one, other;
  std::string output;
};

void declare(CLI::App &app, Options &options) {
  app.require_subcommand(1);
  const auto add = [&](const char *name, const char *summary, Action action) {
    CLI::App *one = app.add_subcommand(name, summary);
    one->parse_complete_callback([&options, action] { options.action = action; });
    if (action != Action::draft) declare_study(*one, options.study);
    declare_common(*one, options.common);
    return one;
  };
  const char *which = "an id, as CC0-1.0 or LicenseRef-..., or the file of an agreement";
  add("list", "the licences that are known, and the study's agreements", Action::list);
  add("show", "what a licence says, and what a consent must allow for it", Action::show)
      ->add_option("ID", options.one, which)
      ->required();
  CLI::App *compare =
      add("compare", "two licences side by side, and may they be combined", Action::compare);
  compare->add_option("ID", options.one, which)->required();
  compare->add_option("OTHER", options.other, "another")->required();
  add("template", "a data-use agreement to fill in", Action::draft)
      ->add_option("-o,--output", options.output, "the file to write; else it is printed");
}

/// The licence of an id, or of a file where there is one.
license::License licence(const std::string &id, const fs::path &study_folder) {
  const auto found = id.ends_with(".json")
                         ? json::read_file(id).and_then(
                               [](const json::Value &value) { return license::license_of(value); })
                         : license::find(id, study_folder);
  if (found) return *found;
  const std::string text = id + ": " + found.error().message +
                           (found.error().remedy.empty() ? "" : "; " + found.error().remedy);
  if (found.error().code == "LICENSE-UNKNOWN") throw UsageError(text);
  throw InputError(text);
}

void list(const Options &options, const fs::path &study_folder, std::ostream &out) {
  std::vector<license::License> all = license::agreements(study_folder);
  all.insert(all.begin(), license::catalogue().begin(), license::catalogue().end());
  if (!options.common.json) {
    out << list_text(all);
    return;
  }
  for (const license::License &one : all)
    out << json::to_line(full_json(one)) << "\n";
}

void compare(const Options &options, const fs::path &study_folder, std::ostream &out) {
  const license::License one = licence(options.one, study_folder),
                         other = licence(options.other, study_folder);
  const license::Combination combination = license::combine(one, other);
  if (!options.common.json) {
    out << comparison_text(one, other, combination);
    return;
  }
  json::Value value{{"licenses", {one.id, other.id}}, {"allowed", combination.allowed}};
  if (combination.allowed) value["under"] = combination.under;
  value["why"] = combination.why;
  out << json::to_line(value) << "\n";
}

int run(const Options &options, Terminal &terminal) {
  if (options.action == Action::draft) {
    if (options.output.empty())
      terminal.out << license::agreement_template();
    else
      base::write_file(options.output, license::agreement_template(), base::Overwrite::no);
    return 0;
  }
  const auto study = find_study(options.study);
  const fs::path folder = study ? study->root() : fs::path();
  if (options.action == Action::list) {
    list(options, folder, terminal.out);
  } else if (options.action == Action::compare) {
    compare(options, folder, terminal.out);
  } else {
    const license::License one = licence(options.one, folder);
    terminal.out << (options.common.json ? json::to_line(full_json(one)) + "\n" : page_of(one));
  }
  return 0;
}

const Registration registration{
    "license", "shows licences and data-use agreements, and which may be combined",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
