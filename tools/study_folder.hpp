#pragma once

#include <libcurate/study/study.hpp>
#include <optional>
#include <string>

namespace curate::tools {

/// The study in `folder`; where that is empty, the one that the current folder lies in.
/// Throws as study::Study::open and find, which say how to make one.
study::Study open_study(const std::string &folder);

/// The same where there is a study: nothing where no folder is named and the current one lies in
/// none.
std::optional<study::Study> find_study(const std::string &folder);

} // namespace curate::tools
