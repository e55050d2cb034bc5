#include "tools/command.hpp"
#include "tools/withdraw_text.hpp"

#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/release/build.hpp>
#include <libcurate/release/successor.hpp>
#include <ostream>

namespace curate::tools {

void build_successors(const study::Study &study, const WithdrawOptions &options, Findings &findings,
                      Terminal &terminal) {
  std::vector<release::Request> requests;
  {
    study::Database database(study, study::Access::read);
    requests = release::successors(study, database);
  }
  for (auto &request : requests) {
    const std::string version =
        request.version ? verification::text_of(*request.version) : std::string();
    std::string why = "a gate failed";
    request.jobs = options.jobs;
    try {
      const auto built = release::build(study, request);
      if (!built.path.empty()) {
        if (!options.common.json && !options.common.quiet)
          terminal.out << fmt::format("The next version without the person, {}: {}\n", version,
                                      built.path.string());
        continue;
      }
    } catch (const Error &error) {
      why = error.what();
    }
    findings.push_back({Severity::warning,
                        "WITHDRAW-REBUILD",
                        {},
                        "version " + version,
                        "the next version of a retired release was not built: " + why,
                        "see `curate release plan`, then build it"});
  }
}

} // namespace curate::tools
