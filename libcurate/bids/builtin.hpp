#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::bids {

/// The built-in knowledge: the first of its rules that fits decides; `unknown` where none does, or
/// where the facts leave doubt.
NameVerdict builtin_name(const NamingFacts &facts);

/// The part of it that says what never belongs in a raw dataset (localizers, calibration, derived
/// pictures, screenshots), whatever the protocol is called. Nothing where the picture may stay.
std::optional<NameVerdict> builtin_skip(const NamingFacts &facts);

/// The part that knows field maps; nothing where the picture is none.
std::optional<NameVerdict> builtin_field_map(const NamingFacts &facts);

/// Adds what tells pictures of one series apart: `part` for phase, real and imaginary, and `echo`
/// where the series has several; only where the suffix allows it and no label is set.
void add_echo_and_part(Entities &name, const NamingFacts &facts);

/// Which echo of its series a picture is, from 1; by echo time, else by echo number.
std::optional<int> echo_index(const NamingFacts &facts);

/// A task label told by well-known words, or "rest"; "unspecified" where there are none.
std::string task_label(const NamingFacts &facts);

/// Whether the texts say that this is a single-band reference.
bool says_sbref(const NamingFacts &facts);

/// The ids of all built-in rules, in the order in which they are asked.
std::vector<std::string> builtin_rule_ids();

} // namespace curate::bids
