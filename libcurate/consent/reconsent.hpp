#pragma once

#include <libcurate/consent/ledger.hpp>
#include <set>
#include <string>

namespace curate::consent {

/// After new consents of these people (labels): whoever withdrew from use, and whose consent stands
/// given on that day, may be converted again. Gives those who were blocked before.
std::set<std::string> lift_blocks(const study::Study &study, const Ledger &ledger,
                                  const std::set<std::string> &subjects, base::Day on);

} // namespace curate::consent
