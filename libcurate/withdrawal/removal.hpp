#pragma once

#include <functional>
#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/withdrawal/plan.hpp>

namespace curate::withdrawal {

/// Throws SystemError, naming the first folder in which something would have to be changed and may
/// not be.
void demand_writable(const study::Study &study, const Plan &plan);

/// Removes the files of the plan, then its folders where they are empty; what is gone stays gone.
/// `before` is called before each. Throws SystemError.
void remove_owned(const study::Study &study, const Plan &plan, const std::function<void()> &before);

/// Takes the person out of the plan's tables and sidecars as they are now, each at once, and
/// records the digests of those that the registry knows. What is done already changes nothing.
void rewrite_shared(const study::Study &study, study::Database &database, const Plan &plan,
                    const Trace &trace, const std::function<void()> &before);

/// Removes the folders and archives of retired releases.
void remove_releases(const study::Study &study, const Plan &plan,
                     const std::function<void()> &before);

} // namespace curate::withdrawal
