// The study's keys: what recipients check signatures with, and what keys are told apart by. Private
// keys are never shown; they leave under a passphrase alone.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/passphrase.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/study/key_backup.hpp>
#include <libcurate/study/study.hpp>
#include <ostream>

namespace curate::tools {

namespace {

enum class Action { show, export_public, backup, restore };

struct Options {
  Common common;
  std::string study;
  std::string file, passphrase_file;
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
  for (CLI::App *one :
       {add("backup", "writes both private keys, under a passphrase", Action::backup),
        add("restore", "puts back the keys that are missing", Action::restore)}) {
    one->add_option("FILE", options.file, "the backup; never overwritten")->required();
    one->add_option("--passphrase-file", options.passphrase_file,
                    "a file whose first line is the passphrase (default: it is asked for)")
        ->check(CLI::ExistingFile);
  }
}

// The study cannot be opened without its key, so its folder is named.
int put_back(const Options &options, Terminal &terminal) {
  const fs::path folder = options.study.empty() ? fs::path(".") : fs::path(options.study);
  if (!fs::exists(folder / "study.json"))
    throw InputError("there is no study in this folder: name it with --study");
  study::restore(base::read_file(options.file), read_passphrase(options.passphrase_file),
                 folder / "private");
  const auto study = study::Study::open(folder);
  if (!options.common.quiet)
    terminal.out << "The keys are back; key fingerprint " << study::fingerprint(study.key())
                 << "\n";
  return 0;
}

int run(const Options &options, Terminal &terminal) {
  if (options.action == Action::restore) return put_back(options, terminal);
  const auto study = open_study(options.study);
  if (options.action == Action::backup) {
    base::write_file(
        options.file,
        study::backup_of(study.private_folder(), read_passphrase(options.passphrase_file)),
        base::Overwrite::no);
    if (!options.common.quiet)
      terminal.out
          << "Both private keys are in it. Keep it apart from the study, and the passphrase "
             "apart from it.\n";
    return 0;
  }
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
    "key", "shows or exports the study's public signing key; a backup of its private keys",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
