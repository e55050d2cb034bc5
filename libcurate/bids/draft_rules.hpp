#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>
#include <libcurate/json/value.hpp>
#include <span>

namespace curate::bids {

/// A picture that a draft is made of; nothing of it is owned.
struct DraftPicture {
  const NamingFacts *facts = nullptr;
  const NameVerdict *verdict = nullptr; ///< what becomes of it now
  std::size_t series = 0;               ///< which series it is of
  std::size_t person = 0;               ///< which person; any numbers
};

struct DraftedRules {
  json::Value rules = json::Value::array();     ///< fits schemas/naming.schema.json
  std::size_t named = 0, skipped = 0, left = 0; ///< how many of them give a name, skip, leave
};

/// One rule for every kind of picture that was seen, with what becomes of it now filled in. A kind
/// is told by scrubbed texts and closed facts, and by ranges of numbers where these do not suffice;
/// no rule holds text that the scrubber took out. What has no name, and what such facts cannot tell
/// apart, is left to what comes after the rules, with what is missing: nothing is lost and nothing
/// changes. `name_of` with these rules gives every picture the name it has now; this is checked.
/// Sorted by description. Cost: pictures times rules.
DraftedRules draft_rules(std::span<const DraftPicture> pictures);

} // namespace curate::bids
