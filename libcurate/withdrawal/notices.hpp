#pragma once

#include <libcurate/study/database.hpp>
#include <libcurate/withdrawal/plan.hpp>
#include <map>

namespace curate::withdrawal {

/// How long a recipient has.
inline constexpr int deadline_days = 30;

/// A letter in plain words to somebody who holds the person's data.
struct Notice {
  std::string recipient; ///< empty: to whoever has an open release
  std::string file;      ///< without extension, as "notice-1"
  std::string text, html;
};

/// A notice to each recipient of the plan's releases, by name, and one to the public for releases
/// without recipients. `dataset` is the dataset's name, `key` the signing key in minisign's form.
/// Nobody is named in them.
std::vector<Notice> notices(const Plan &plan, const std::string &dataset, const std::string &key);

/// The day by which an answer is due.
std::string deadline_of(const Plan &plan);

} // namespace curate::withdrawal
