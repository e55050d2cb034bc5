#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>
#include <optional>

namespace curate::bids {

/// The name that the protocol name (or else the series description) spells: in BIDS form
/// ("task-rest_run-01_bold") or in ReproIn's ("func-bold_task-rest", "fmap_dir-AP__comment").
/// A label is taken only where it is letters and digits, at most 20 of them, and the scrubber left
/// it standing. Subject and run are passed over. Nothing where the text has neither form.
/// Source: BIDS; ReproIn convention, github.com/repronim/reproin.
std::optional<NameVerdict> name_in_protocol(const NamingFacts &facts);

} // namespace curate::bids
