#pragma once

#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/verification/revocation.hpp>
#include <optional>

namespace curate::release {

/// Whom the releases of the study may no longer hold today: whoever withdrew (access: to be passed
/// on no more; use: to be removed) after what a release was decided on. Who consents anew stays
/// revoked in the releases before. Its number is that of the newest withdrawal in the ledger;
/// nothing where nobody withdrew. Throws as Ledger does.
std::optional<verification::Revocation> revocations(const study::Study &study,
                                                    study::Database &database);

} // namespace curate::release
