#pragma once

#include <libcurate/study/study.hpp>
#include <string>

namespace curate::tools {

/// The study in `folder`; where that is empty, the one that the current folder lies in.
/// Throws as study::Study::open and find, which say how to make one.
study::Study open_study(const std::string &folder);

} // namespace curate::tools
