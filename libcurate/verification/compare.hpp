#pragma once

#include <libcurate/integrity/manifest.hpp>
#include <libcurate/verification/contents.hpp>
#include <span>

namespace curate::verification {

/// What a release holds against what its manifest names; the manifest sorted by path. Every
/// difference is one finding with the file's name: VERIFY-FILE-MISSING, VERIFY-FILE-CHANGED,
/// VERIFY-FILE-MISPLACED (what is missing lies under another name), VERIFY-FILE-EXTRA, VERIFY-LINK,
/// VERIFY-SPECIAL, and as a warning VERIFY-FOLDER-EMPTY.
Findings compare(const Contents &contents, std::span<const integrity::ManifestLine> manifest);

} // namespace curate::verification
