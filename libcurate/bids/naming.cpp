#include <libcurate/bids/naming.hpp>

#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/protocol_name.hpp>

namespace curate::bids {

NameVerdict name_of(const NamingFacts &facts, const NameRules &rules) {
  if (auto verdict = apply_rules(rules, facts)) return *verdict;
  if (auto verdict = builtin_skip(facts)) return *verdict;
  if (auto verdict = name_in_protocol(facts)) return *verdict;
  return builtin_name(facts);
}

} // namespace curate::bids
