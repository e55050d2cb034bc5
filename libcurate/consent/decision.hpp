#pragma once

#include <libcurate/consent/scope.hpp>
#include <libcurate/license/license.hpp>
#include <string>
#include <vector>

namespace curate::consent {

struct State;

/// What somebody wants to do with people's data.
struct Use {
  license::License license;
  Access access = Access::open;
  std::vector<std::string> regions; ///< of the recipients, ISO 3166-1 alpha-2; none: not known
  std::set<Kind> kinds;             ///< what would leave
  std::optional<Purpose> purpose;   ///< of the project, where there is one
  bool commercial = false;          ///< recipients mean to earn money with it
  bool crowdsourcing = false;       ///< pictures are shown to the public
  bool recontact = false;           ///< people are written to
  base::Day on{};                   ///< the day of the decision
};

/// Yes or no, and the clause that decided.
struct Decision {
  bool allowed = false;
  std::string clause; ///< CONSENT-GIVEN, or the code of the first clause that says no
  std::string words;  ///< for the officer

  bool operator==(const Decision &) const = default;
};

/// Whether a use lies inside what the person has agreed to. No consent, one that has ended or was
/// withdrawn, an unknown code, a contradiction: no.
Decision decide(const State &state, const Use &use);

/// The same of a scope alone.
Decision decide(const Scope &scope, const Use &use);

/// {"allowed", "clause", "words"}.
json::Value to_json(const Decision &decision);

} // namespace curate::consent
