#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/bids/entities.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::bids {

/// A picture that wants a name.
struct Wanted {
  Entities name;        ///< with sub and ses; with run only where its protocol name spells one
  std::string key;      ///< what it is known by: series token and index of the picture
  std::string acquired; ///< shifted, "YYYY-MM-DDThh:mm:ss"; empty where not known
  int series_number = 0;
};

/// A name that was given before, and what for. It never changes.
struct Frozen {
  Entities name; ///< with run where it has one
  std::string key;
  std::string acquired;
};

struct Numbered {
  std::vector<Entities> names; ///< one per wanted, in their order
  Findings findings;           ///< BIDS-LATE-RUN
};

/// Names with runs. Pictures that share a name are numbered by acquisition time, then series
/// number, then key; a single one has no run. A spelled run is kept where it is free. Where the
/// name was given before, newcomers take the next numbers, each with a finding. A wanted key that
/// is frozen gets its frozen name, so a broken-off run goes on with the names it had. The order of
/// `wanted` does not matter; no two pictures get the same name.
Numbered number_runs(std::span<const Wanted> wanted, std::span<const Frozen> frozen);

/// One visit of one person.
struct Visit {
  std::string subject;
  std::string token;                ///< what the visit is known by
  std::string day;                  ///< shifted, "YYYY-MM-DD"; empty where not known
  std::optional<std::string> asked; ///< a label from the command line or a rule
  bool joins_before = false;        ///< it belongs to the session of the visit before
};

/// A session label that was given before.
struct FrozenVisit {
  std::string subject, token, day, label;
};

struct Sessions {
  std::vector<std::string> labels; ///< one per visit, in their order
  Findings findings;               ///< BIDS-LATE-SESSION, BIDS-SESSION-SHARED
};

/// Session labels: as asked; else as given before; else that of the visit before where it joins it;
/// else numbers by day, after those given before.
/// A visit that turns up late takes the next number, with a finding; so does one whose asked label
/// belongs to another visit already, which then share it.
Sessions number_sessions(std::span<const Visit> visits, std::span<const FrozenVisit> frozen);

} // namespace curate::bids
