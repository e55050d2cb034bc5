#pragma once

#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/verification/revocation.hpp>

namespace curate::withdrawal {

/// private/withdrawals/<number>.
fs::path folder_of(const study::Study &study, std::int64_t number);

/// Whom the study's releases may no longer hold after all withdrawals up to `number`: those of
/// access (pass on no more) and of use (remove), for every release that they were about. Nobody is
/// named in it.
verification::Revocation revocation_of(const study::Study &study, study::Database &database,
                                       std::int64_t number);

} // namespace curate::withdrawal
