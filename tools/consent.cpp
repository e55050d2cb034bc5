// Who agreed to what, for the ethics officer: consents are recorded, changed and asked about;
// nothing that was recorded is ever changed.

#include "tools/command.hpp"
#include "tools/consent_options.hpp"

#include <CLI/CLI.hpp>

namespace curate::tools {

namespace {

using Options = ConsentOptions;
using Action = int (*)(const Options &, Terminal &);

struct Command {
  Options options;
  Action action = nullptr;
};

CLI::App *add_command(CLI::App &app, Command &command, const char *name, const char *summary,
                      Action action) {
  CLI::App *one = app.add_subcommand(name, summary);
  one->parse_complete_callback([&command, action] { command.action = action; });
  return one;
}

void declare_ending(CLI::App &app, Options &options) {
  declare_study(app, options.study);
  declare_common(app, options.common);
}

void declare_by(CLI::App &app, Options &options) {
  app.add_option("--by", options.by, "who records it (default: the name you are logged in with)");
}

void declare_at(CLI::App &app, Options &options) {
  app.add_option("--at", options.at, "on which day, as 2026-03-01 (default: today)");
}

void declare_add(CLI::App &app, Command &command) {
  Options &options = command.options;
  CLI::App *one =
      add_command(app, command, "add", "records a consent, or a change to one", add_consent);
  declare_subject(*one, options.subject);
  one->add_option("--scope", options.scope, "what was agreed to: a file of consent.schema.json")
      ->check(CLI::ExistingFile);
  one->add_option("--allow", options.allow,
                  "the same in words, as \"permission=HMB access=registered "
                  "regions=eea_and_adequate kinds=images,derived recontact\"");
  one->add_option("--from", options.from, "the day of the consent (default: today)");
  one->add_option("--until", options.until, "its last day");
  one->add_option("--evidence", options.evidence,
                  "the signed document; its SHA-256 is kept, not the document")
      ->check(CLI::ExistingFile);
  declare_by(*one, options);
  auto *amend = one->add_flag("--amend", options.is_amendment,
                              "the scope of a consent changes from that day on");
  auto *renew = one->add_flag("--renew", options.is_renewal, "a consent gets another last day");
  one->add_option("--corrects", options.corrects,
                  "the number of an event that was recorded wrongly: this is what it should have "
                  "said; without a scope and --until it never happened")
      ->check(CLI::PositiveNumber)
      ->excludes(amend)
      ->excludes(renew);
  amend->excludes(renew);
  declare_ending(*one, options);
}

void declare_import(CLI::App &app, Command &command) {
  Options &options = command.options;
  CLI::App *one =
      add_command(app, command, "import", "records the consents of a table: all of them, or none",
                  import_consents);
  one->add_option("TABLE", options.table, "the table: CSV, or TSV where its name ends in .tsv")
      ->required()
      ->check(CLI::ExistingFile);
  one->add_option("--id-column", options.id_column,
                  "the column of original ids (default: labels, in participant_id)");
  declare_ids(*one, options.subject.issuers, options.subject.subjects);
  declare_by(*one, options);
  one->add_flag("--dry-run", options.is_dry_run, "checks and counts; records nothing");
  declare_ending(*one, options);
  one = add_command(app, command, "template", "prints a table of consents to be filled in",
                    print_template);
  one->add_flag("--tsv", options.is_tsv, "as TSV (default: CSV)");
  one->add_flag("--explain", options.is_explained, "what the columns mean, instead");
  declare_common(*one, options.common);
}

void declare_questions(CLI::App &app, Command &command) {
  Options &options = command.options;
  CLI::App *one =
      add_command(app, command, "show", "how one person's consent stands", show_consent);
  declare_subject(*one, options.subject);
  declare_at(*one, options);
  declare_ending(*one, options);
  one = add_command(app, command, "can", "whether one person's data may be shared so, and why",
                    ask_consent);
  declare_subject(*one, options.subject);
  declare_use(*one, options.use);
  declare_at(*one, options);
  declare_ending(*one, options);
}

void declare_reports(CLI::App &app, Command &command) {
  Options &options = command.options;
  for (const bool is_list : {true, false}) {
    CLI::App *one =
        is_list ? add_command(app, command, "list", "how everybody's consent stands", list_consents)
                : add_command(app, command, "report",
                              "counts by scope, consents that end soon, data without consent, "
                              "consents without data",
                              report_consents);
    declare_at(*one, options);
    declare_use(*one, options.use);
    one->add_option("--expiring", options.expiring_days,
                    is_list ? "only those that end within so many days"
                            : "how many days ahead an end is soon (default: 90)")
        ->check(CLI::Range(0, 36525));
    one->add_option("--html", options.html, "writes the report as a page to be printed, too");
    declare_ending(*one, options);
  }
  CLI::App *one =
      add_command(app, command, "log", "what was recorded, of one person or all", log_consents);
  declare_subject(*one, options.subject);
  declare_ending(*one, options);
  one =
      add_command(app, command, "verify",
                  "whether what was recorded is all there, unchanged and signed", verify_consents);
  declare_ending(*one, options);
}

const Registration registration{
    "consent", "records who agreed to what, and answers who may be shared how",
    [](CLI::App &app) -> Run {
      auto command = std::make_shared<Command>();
      app.require_subcommand(1);
      declare_add(app, *command);
      declare_import(app, *command);
      declare_questions(app, *command);
      declare_reports(app, *command);
      return [command](Terminal &terminal) { return command->action(command->options, terminal); };
    }};

} // namespace

} // namespace curate::tools
