#pragma once

#include <cstddef>
#include <libcurate/verification/verify.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::verification {

/// What a purge did.
struct Purged {
  std::size_t people = 0, removed_files = 0, rewritten_files = 0;
  fs::path receipt;                     ///< to be sent to the maker; beside the release
  std::vector<std::string> still_named; ///< files that name somebody still: prose, pictures
};

/// Takes those out of a folder whose removal a list demands: their files, rows and references;
/// rewrites the manifest, and leaves PURGED.json in the copy and a receipt beside it. Killed at any
/// moment, `resume_purge` ends it with the same bytes. Fails as `plan_purge`. Throws SystemError.
Result<Purged> purge(const fs::path &release, const Verification &verification, unsigned jobs);

/// Ends a purge that was killed; nothing where none was begun. Fails with PURGE-JOURNAL, or
/// PURGE-CHANGED where a file was changed since.
Result<std::optional<Purged>> resume_purge(const fs::path &release, unsigned jobs);

} // namespace curate::verification
