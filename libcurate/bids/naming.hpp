#pragma once

#include <libcurate/bids/name_rules.hpp>
#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>

namespace curate::bids {

/// What becomes of a picture: the study's rules are asked first, then what never belongs in a raw
/// dataset is left out, then the protocol name is read, and last the built-in knowledge is asked.
NameVerdict name_of(const NamingFacts &facts, const NameRules &rules);

/// The same of a series' picture.
NameVerdict name_of(const deid::CleanSeries &series, const volume::Picture &picture,
                    const volume::Acquisition &acquisition, const NameRules &rules);

} // namespace curate::bids
