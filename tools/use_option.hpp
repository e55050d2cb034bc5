#pragma once

#include <libcurate/consent/decision.hpp>
#include <libcurate/study/study.hpp>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace curate::tools {

/// What somebody wants to do with the data, as the command line says it.
struct UseOption {
  std::string license, access, purpose;
  std::vector<std::string> regions, kinds, diseases;
  bool commercial = false, crowdsourcing = false, recontact = false;
};

/// Adds --license, --access, --region, --kind, --purpose, --disease, --commercial, --crowdsourcing
/// and --recontact.
void declare_use(CLI::App &app, UseOption &use);

/// Nothing where neither a licence nor an access is named. Throws UsageError for words that are not
/// known, or one of the two without the other.
std::optional<consent::Use> use_of(const UseOption &option, const study::Study &study,
                                   base::Day on);

/// A day of the command line, `fallback` where none was given. Throws UsageError that names the
/// option.
base::Day day_given(const std::string &text, const char *option, base::Day fallback);

} // namespace curate::tools
