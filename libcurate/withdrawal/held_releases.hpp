#pragma once

#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/withdrawal/plan.hpp>

namespace curate::withdrawal {

/// The releases that a person is in, who holds them, and where they lie in the study: folders and
/// archives below releases/ whose name holds the version and whose RELEASE.json has the release's
/// nonce. Those that cannot be read are named to `named` (WITHDRAW-RELEASE).
std::vector<HeldBy> held_releases(const study::Study &study, study::Database &database,
                                  const std::string &label, std::vector<Named> &named);

} // namespace curate::withdrawal
