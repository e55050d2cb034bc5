// The study's keys: what recipients check signatures with, and what keys are told apart by. Private
// keys are never shown.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/write.hpp>
#include <ostream>

namespace curate::tools {

namespace {

enum class Action { show, export_public, backup };

struct Options {
  Common common;
  std::string study;
  std::string file;
  Action action = Action::show;
};

void declare(CLI::App &app, Options &options) {
  app.require_subcommand(1);
  const auto add = [&](const char *name, const char *summary, Action action) {
    CLI::App *one = app.add_subcommand(name, summary);
    one->parse_complete_callback([&options, action] { options.action = action; });
    declare_study(*one, options.study);
    declare_common(*one, options.common);
    return one;
  };
  add("show", "prints the public signing key and the fingerprints of both keys", Action::show);
  add("export", "writes the public signing key, in minisign's form", Action::export_public)
      ->add_option("FILE", options.file, "where to; never overwritten")
      ->required();
  add("backup", "writes the private keys under a passphrase (not in this version)", Action::backup)
      ->add_option("FILE", options.file, "where to")
      ->required();
}

int run(const Options &options, Terminal &terminal) {
  if (options.action == Action::backup)
    throw PolicyError("KEY-BACKUP-UNAVAILABLE",
                      "this version cannot write a protected backup; copy private/key and "
                      "private/signing.key to a safe "
                      "place yourself");
  const auto study = open_study(options.study);
  const auto key = study.signing_key();
  const std::string text = integrity::public_key_text(key);
  if (options.action == Action::export_public) {
    base::write_file(options.file, text, base::Overwrite::no);
    return 0;
  }
  if (options.common.json) {
    const json::Value value{{"signing_key_id", integrity::base64(key.id)},
                            {"public_key", text},
                            {"key_fingerprint", study::fingerprint(study.key())}};
    terminal.out << json::to_line(value) << "\n";
  } else {
    terminal.out << text << "key fingerprint " << study::fingerprint(study.key()) << "\n";
  }
  return 0;
}

const Registration registration{
    "key", "shows or exports the study's public signing key", [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
