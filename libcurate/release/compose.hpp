#pragma once

#include <libcurate/release/choose.hpp>
#include <libcurate/release/labels.hpp>
#include <libcurate/release/tables.hpp>
#include <libcurate/release/write_release.hpp>

namespace curate::release {

/// The files of a release as they leave.
struct Composed {
  std::vector<ReleaseFile> files; ///< not those that are written of the release as a whole
  std::vector<std::pair<std::string, integrity::Digest>>
      read;          ///< what was read now, and what it was
  Findings findings; ///< RELEASE-CHANGED, RELEASE-NAMES-OTHERS, RELEASE-TABLE
};

/// What is read here is held to what was recorded of it. Labels in names and texts become those
/// that leave; links to pictures that stay are cut; tables keep the rows and columns that leave. A
/// text that still names somebody else is an error.
Composed compose(const study::Study &study, const Inventory &inventory, const Chosen &chosen,
                 const Facts &facts, const Labels &labels,
                 const std::vector<std::string> &variables);

} // namespace curate::release
