#pragma once

#include <libcurate/base/finding.hpp>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace curate::tools {

/// From which severity on findings make the exit code 3.
enum class FailOn { error, warning, never };

/// The words that every command knows.
struct Common {
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  FailOn fail_on = FailOn::error;
};

/// Adds --json, --quiet, --verbose and --fail-on.
void declare_common(CLI::App &app, Common &common);

/// Adds --jobs, from 1 to 256; the default is the number of cores.
void declare_jobs(CLI::App &app, unsigned &jobs);

/// Adds --study.
void declare_study(CLI::App &app, std::string &study);

/// Adds PATH..., at least one; a path that does not exist is a wrong command line.
void declare_paths(CLI::App &app, std::vector<std::string> &paths, const std::string &what);

/// 3 where a finding is at or above what the user named, else 0.
int exit_code(const Findings &findings, FailOn fail_on);

} // namespace curate::tools
