#pragma once

#include <functional>
#include <libcurate/base/finding.hpp>
#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>
#include <libcurate/json/value.hpp>
#include <string>
#include <vector>

namespace curate::bids {

/// One rule of a study: when it fits, and what then.
struct NameRule {
  std::string id;
  std::vector<std::string> asks;                                  ///< the names of its criteria
  std::vector<std::function<bool(const NamingFacts &)>> criteria; ///< all must hold
  Entities name;                                                  ///< without sub, ses and run
  std::optional<std::string> session;
  std::optional<std::string> skip; ///< set: the picture is left out, for this reason
  bool leaves = false;             ///< decides nothing: it stands in a draft to be filled in
};

/// The rules of a study in their order; the first that fits decides.
struct NameRules {
  std::vector<NameRule> rules;
};

/// What was read, and what is wrong with it: with any finding, the rules must not be used.
struct ParsedNameRules {
  NameRules rules;
  Findings findings; ///< NAME-RULE; `place` is a JSON pointer below `place` of the call
};

/// The rules of study.json's "naming". See docs/formats/naming.md and schemas/naming.schema.json.
/// Regular expressions are RE2's, search without case, and take linear time on any text.
ParsedNameRules parse_name_rules(const json::Value &rules, const std::string &place = "/naming");

/// What the first fitting rule says; nothing where none fits. NAME-INCOMPLETE where it fits and a
/// part that the header should give (dir) is not known.
std::optional<NameVerdict> apply_rules(const NameRules &rules, const NamingFacts &facts);

} // namespace curate::bids
