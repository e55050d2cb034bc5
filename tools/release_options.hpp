#pragma once

#include "tools/command.hpp"
#include "tools/options.hpp"

#include <libcurate/release/request.hpp>
#include <optional>
#include <string>

namespace curate::tools {

/// What the commands of `curate release` are told.
struct ReleaseOptions {
  Common common;
  std::string study, version, access, format = "folder", date, output, license_text;
  std::vector<std::string> against;
  release::Request request;
  std::string before, after; ///< of diff
  std::string file;          ///< of revocations
};

int plan_release(const ReleaseOptions &options, Terminal &terminal);
int build_release(const ReleaseOptions &options, Terminal &terminal);
int list_releases(const ReleaseOptions &options, Terminal &terminal);
int show_release(const ReleaseOptions &options, Terminal &terminal);
int compare_releases(const ReleaseOptions &options, Terminal &terminal);
int write_revocations(const ReleaseOptions &options, Terminal &terminal);

/// What a release is recorded under: of a version as the command line says it, and the recipient.
/// Throws UsageError.
std::string release_key(const ReleaseOptions &options, const std::string &version);

} // namespace curate::tools
