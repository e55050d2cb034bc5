#pragma once

#include <libcurate/release/request.hpp>
#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <vector>

namespace curate::release {

/// What to ask for so that what was retired has a successor: for each recipient, and for nobody in
/// particular, whose newest version is retired, the next patch version, with the same licence,
/// access and selection, packed as the newest was. Sorted by recipient.
std::vector<Request> successors(const study::Study &study, study::Database &database);

} // namespace curate::release
