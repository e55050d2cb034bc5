#include "tools/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

namespace curate::tools {

void declare_common(CLI::App &app, Common &common) {
  app.add_flag("--json", common.json,
               "the result as JSON on standard output (JSON Lines where it is a list)");
  app.add_flag("--quiet", common.quiet, "errors only");
  app.add_flag("--verbose", common.verbose, "also what is of no concern when all goes well");
  app.add_option_function<std::string>(
         "--fail-on",
         [&common](const std::string &word) {
           common.fail_on = word == "never"     ? FailOn::never
                            : word == "warning" ? FailOn::warning
                                                : FailOn::error;
         },
         "the least severity of a finding that gives exit code 3 (default: error)")
      ->check(CLI::IsMember({"error", "warning", "never"}));
}

void declare_jobs(CLI::App &app, unsigned &jobs) {
  jobs = std::clamp(std::thread::hardware_concurrency(), 1U, 256U);
  app.add_option("--jobs", jobs,
                 "how many series are worked on at once (default: the number of cores)")
      ->check(CLI::Range(1U, 256U));
}

void declare_study(CLI::App &app, std::string &study) {
  app.add_option("--study", study,
                 "the study folder (default: the nearest parent with a study.json)");
}

void declare_paths(CLI::App &app, std::vector<std::string> &paths, const std::string &what) {
  app.add_option("PATH", paths, what)->required()->check(CLI::ExistingPath);
}

int exit_code(const Findings &findings, FailOn fail_on) {
  const auto worst = [&](Severity least) {
    return std::ranges::any_of(findings, [&](const Finding &f) { return f.severity >= least; });
  };
  switch (fail_on) {
  case FailOn::error:
    return worst(Severity::error) ? 3 : 0;
  case FailOn::warning:
    return worst(Severity::warning) ? 3 : 0;
  case FailOn::never:
    return 0;
  }
  return 0;
}

} // namespace curate::tools
