#pragma once

#include <libcurate/bids/draft_rules.hpp>
#include <vector>

namespace curate::bids {

/// A picture of a draft, and what a rule would say of it: {"name": …}, {"skip": …} or {"leave": …}.
struct Proposed {
  const DraftPicture *picture = nullptr;
  json::Value decision;
};

/// Pictures that one rule decides, and what it asks for.
struct DraftKind {
  json::Value when;
  std::vector<Proposed> members;
  bool is_told_apart = true; ///< false: of several decisions, which no closed fact tells apart
};

/// Parts pictures that share `when` until each part has one decision, by closed words first, then
/// by ranges of one number, then by a value of Image Type; of the latter the order matters. Parts
/// that cannot be told apart stay together.
std::vector<DraftKind> split_by_decision(json::Value when, std::vector<Proposed> members);

} // namespace curate::bids
