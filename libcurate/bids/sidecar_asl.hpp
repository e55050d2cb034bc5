#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/bids/sidecar_fields.hpp>
#include <libcurate/volume/acquisition.hpp>
#include <string>
#include <string_view>

namespace curate::bids {

/// Adds what is known of arterial spin labelling; nothing for other pictures.
/// Source: BIDS schema 1.11.1, rules.sidecars.asl.
void add_spin_labeling(Fields &out, const volume::Acquisition &acquisition);

/// Adds all delays of the protocol, where which volume has which is not known, and the repetition
/// time as that of the preparation: for the flat layout, which promises no list by volume.
void add_delays_of_protocol(Fields &out, const volume::Acquisition &acquisition);

/// Adds what BIDS asks of files in perf: the repetition time as that of the preparation, and for
/// "asl" what follows from the kinds of its volumes (M0Type Included, TotalAcquiredPairs).
void add_for_perfusion(Fields &out, const volume::Acquisition &acquisition,
                       std::string_view suffix);

/// The text of aslcontext.tsv: one line per volume; empty where not every volume says what it is.
std::string label_context_text(const volume::Acquisition &acquisition);

/// BIDS-ASL: which facts a picture called asl lacks that BIDS requires and only the person who took
/// it can give.
Findings missing_labeling(const volume::Acquisition &acquisition);

} // namespace curate::bids
