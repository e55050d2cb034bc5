// Makes a study: the folder, its key and its signing key. For the data manager, once.

#include "tools/command.hpp"
#include "tools/options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/study/study.hpp>
#include <ostream>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::string folder;
  std::string name;
  std::string registry;
};

void declare(CLI::App &app, Options &options) {
  app.add_option("DIR", options.folder, "the folder of the new study; made where it is absent")
      ->required();
  app.add_option("--name", options.name,
                 "the study's name, as it will stand in the dataset (default: the folder's)");
  app.add_option("--registry", options.registry,
                 "keeps the registry on a PostgreSQL server: postgresql://user@host/database "
                 "(default: in the study)");
  declare_common(app, options.common);
}

int run(const Options &options, Terminal &terminal) {
  if (!options.registry.empty() && !options.registry.starts_with("postgresql://"))
    throw UsageError("--registry is not of the form postgresql://user@host/database");
  const fs::path folder = options.folder;
  const std::string fallback = fs::absolute(folder).lexically_normal().filename().string();
  const auto study =
      study::Study::init(folder, options.name.empty() ? fallback : options.name, options.registry);
  if (options.common.json) {
    const json::Value value{{"study", study.root().string()},
                            {"name", study.settings().name},
                            {"key_fingerprint", study::fingerprint(study.key())}};
    terminal.out << json::to_line(value) << "\n";
  } else if (!options.common.quiet) {
    terminal.out << fmt::format(
        "The study is in {}\n"
        "  key fingerprint {}\n"
        "Keep a copy of private/key in a safe place: without it nobody can be found again.\n"
        "Next: curate convert SCANS --study {}\n",
        study.root().string(), study::fingerprint(study.key()), study.root().string());
  }
  return 0;
}

const Registration registration{
    "init", "makes a study folder, its key and its signing key", [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
