#pragma once

#include <libcurate/verification/purge_journal.hpp>
#include <libcurate/verification/verify.hpp>

namespace curate::verification {

/// What is to be done to a folder that was verified, so that nothing of those is left whose removal
/// a list demands; somebody's is. Reads every table and JSON file; writes nothing. Cells and
/// references are found as `forget::without` does, files by their paths. Fails with PURGE-REFUSED
/// where it is not genuine, or holds what purging would follow (links).
Result<PurgeJournal> plan_purge(const fs::path &release, const Verification &verification,
                                unsigned jobs);

} // namespace curate::verification
