#pragma once

#include <functional>
#include <libcurate/base/result.hpp>
#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/json/value.hpp>
#include <string>
#include <vector>

namespace curate::bids {

/// Whether a picture meets one criterion of a naming rule.
using Criterion = std::function<bool(const NamingFacts &)>;

/// A criterion by its name in study.json ("echo_time_s") and its value there. Fails with NAME-RULE:
/// an unknown name, a value of the wrong shape, an expression that is none.
Result<Criterion> criterion_of(const std::string &name, const json::Value &value);

/// What a criterion of closed words would have to ask for to fit this picture ("component":
/// "phase"; for scanning_sequence a list, for contrast_agent true or false); null for others.
json::Value word_fact(const std::string &criterion, const NamingFacts &facts);

/// The number that a criterion asks about; nothing where it is not known, or for other criteria.
std::optional<double> number_fact(const std::string &criterion, const NamingFacts &facts);

/// The names of all criteria, sorted.
std::vector<std::string> criterion_names();

} // namespace curate::bids
