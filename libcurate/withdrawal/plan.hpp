#pragma once

#include <libcurate/consent/event.hpp>
#include <libcurate/json/value.hpp>
#include <libcurate/withdrawal/find.hpp>
#include <libcurate/withdrawal/registry_rows.hpp>
#include <optional>
#include <set>

namespace curate::withdrawal {

/// A release that the person is in, and what becomes of it.
struct HeldBy {
  std::string version;                 ///< its key in the registry
  std::vector<std::string> recipients; ///< sorted
  std::vector<std::string> files;      ///< its folder or archives in the study, sorted

  bool operator==(const HeldBy &) const = default;
};

/// Everything that a withdrawal is going to do. Written before the first change, it is the journal:
/// whoever finds it goes on with it. In JSON nobody is named: paths are masked, ids are tokens.
struct Plan {
  std::int64_t number = 0; ///< 0: not begun
  consent::Level level = consent::Level::use;
  std::string recorded; ///< when it was begun, UTC; gives the date of everything
  std::string by, evidence_sha256;
  bool keeps_releases = false, reads_pictures = false;
  std::string subject_token;    ///< study::label_token
  std::set<std::string> people; ///< tokens of the ids that are blocked
  RowCounts rows;
  std::vector<Place> owned;
  std::vector<std::string> shared;
  std::vector<Named> named;
  std::vector<HeldBy> releases;
  std::vector<std::string> originals; ///< tokens of the paths of original files, sorted
  std::uint64_t ids = 0, uids = 0;    ///< how many were given to be searched for

  /// "YYYY-MM-DD".
  std::string day() const { return recorded.substr(0, 10); }

  bool operator==(const Plan &) const = default;
};

/// Adds what was found to what is planned.
void add(Plan &plan, const Found &found);

json::Value to_json(const Plan &plan, const Trace &trace);

/// Reads one that was written. Throws InputError when it is damaged, or would remove what is not
/// the person's.
Plan read_plan(const fs::path &file, const Trace &trace);

} // namespace curate::withdrawal
