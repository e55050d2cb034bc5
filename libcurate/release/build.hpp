#pragma once

#include <libcurate/release/plan.hpp>

namespace curate::release {

/// What was built, or why nothing was.
struct Built {
  Plan plan;
  fs::path path; ///< empty where a gate failed
  verification::Description description;
  bool is_rebuild = false; ///< of a version that was recorded: the same bytes
};

/// Plans a release and, when no gate fails, writes it: to `output` (a folder that holds releases),
/// or below the study's releases/ (recipients have folders of their own). Nothing has its name
/// before the last gate passed, and the registry knows of it before it has. Nobody else can write
/// to the study meanwhile. Throws PolicyError RELEASE-STUDY-CHANGED when consents or tables changed
/// meanwhile, RELEASE-REBUILD-DIFFERS when a recorded version would get other bytes,
/// RELEASE-FILE-CHANGED; and what `make_plan` throws.
Built build(const study::Study &study, const Request &request,
            const std::optional<fs::path> &output = {});

/// Where a release of the request goes, by default.
fs::path path_of(const study::Study &study, const Request &request,
                 const std::optional<fs::path> &output = {});

} // namespace curate::release
