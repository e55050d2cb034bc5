// What leaves: plans a release, builds it, and says what was released before. For whoever answers
// for a study's data; the gates speak to the ethics officer.

#include "tools/release_options.hpp"

#include <CLI/CLI.hpp>

namespace curate::tools {

namespace {

using Action = int (*)(const ReleaseOptions &, Terminal &);

struct Command {
  ReleaseOptions options;
  Action action = nullptr;
};

CLI::App *add_command(CLI::App &app, Command &command, const char *name, const char *summary,
                      Action action) {
  CLI::App *one = app.add_subcommand(name, summary);
  one->parse_complete_callback([&command, action] { command.action = action; });
  return one;
}

void declare_ending(CLI::App &app, ReleaseOptions &options) {
  declare_study(app, options.study);
  declare_common(app, options.common);
}

void declare_request(CLI::App &app, ReleaseOptions &options) {
  auto &request = options.request;
  app.add_option("--license", request.license_id,
                 "the licence: an id of curate license list, or LicenseRef-... of the study")
      ->required();
  app.add_option("--access", options.access, "who may have it: open, registered or controlled")
      ->required()
      ->check(CLI::IsMember({"open", "registered", "controlled"}));
  app.add_option("--select", request.selection.expression,
                 "what is in it, as age >= 18 && suffix == \"T1w\" (default: everything that may)");
  app.add_option("--variables", request.selection.variables,
                 "columns of tables, with commas between (default: all)")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--recipient", request.recipient,
                 "for whom: gets labels of its own (curate recipient list)");
  app.add_option("--doi", request.doi, "the DOI that the data set has or will have");
  app.add_option("--change", request.changes, "a sentence for CHANGES; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--source-license", request.source_licenses,
                 "the licence of data that this was made from; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--against", options.against,
                 "the originals: the dataset is searched again for what identifies people in them")
      ->check(CLI::ExistingPath);
  app.add_option("--license-text", options.license_text, "a file with the full text of the licence")
      ->check(CLI::ExistingFile);
  app.add_option("--date", options.date,
                 "of the release, YYYY-MM-DD (default: today; of a recorded version, its own)");
  declare_jobs(app, request.jobs);
  declare_ending(app, options);
}

void declare_making(CLI::App &app, Command &command) {
  ReleaseOptions &options = command.options;
  CLI::App *plan = add_command(
      app, command, "plan", "what would leave, who is left out and why; every gate", plan_release);
  plan->add_option("--version", options.version, "X.Y.Z");
  declare_request(*plan, options);
  CLI::App *build =
      add_command(app, command, "build", "builds a release, when every gate passes", build_release);
  build->add_option("--version", options.version, "X.Y.Z")->required();
  build->add_option("--format", options.format, "folder (default), tar, tar.zst or zip")
      ->check(CLI::IsMember({"folder", "tar", "tar.zst", "zip"}));
  build->add_option("-o,--output", options.output,
                    "the folder it goes to (default: the study's releases)");
  declare_request(*build, options);
}

void declare_looking(CLI::App &app, Command &command) {
  ReleaseOptions &options = command.options;
  const auto declare_recipient = [&](CLI::App *one) {
    one->add_option("--recipient", options.request.recipient, "of the releases made for whom");
  };
  CLI::App *one =
      add_command(app, command, "list", "what was built, and who holds it", list_releases);
  declare_ending(*one, options);
  one = add_command(app, command, "show", "what one release holds, its gates, and who holds it",
                    show_release);
  one->add_option("VERSION", options.version, "X.Y.Z")->required();
  declare_recipient(one);
  declare_ending(*one, options);
  one = add_command(app, command, "diff",
                    "what lies between two releases, and whether that tells who is gone",
                    compare_releases);
  one->add_option("A", options.before, "the older version")->required();
  one->add_option("B", options.after, "the newer version")->required();
  declare_recipient(one);
  declare_ending(*one, options);
  one = add_command(app, command, "revocations",
                    "writes the signed list of whom releases may no longer hold; in it nobody is "
                    "named, and it may be published",
                    write_revocations);
  one->add_option("FILE", options.file, "the list; its signature goes to FILE.minisig")->required();
  declare_ending(*one, options);
}

const Registration registration{
    "release", "plans and builds what leaves the house", [](CLI::App &app) -> Run {
      auto command = std::make_shared<Command>();
      app.require_subcommand(1);
      declare_making(app, *command);
      declare_looking(app, *command);
      return [command](Terminal &terminal) { return command->action(command->options, terminal); };
    }};

} // namespace

} // namespace curate::tools
