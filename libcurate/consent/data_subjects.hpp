#pragma once

#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <set>
#include <string>

namespace curate::consent {

/// Labels, without "sub-", of whoever has data in the study: a folder in the dataset, or pictures
/// that the registry knows of.
std::set<std::string> data_subjects(const study::Study &study, study::Database &database);

} // namespace curate::consent
