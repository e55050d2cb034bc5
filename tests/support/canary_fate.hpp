#pragma once

#include <libcurate/deid/options.hpp>
#include <string>
#include <vector>

#include "tests/support/canary.hpp"

namespace curate::support {

/// What must have become of a planted value.
enum class Fate : std::uint8_t {
  gone,     ///< occurs nowhere
  may_stay, ///< data: a measure, binary numbers, a time of day where dates are shifted
  stays     ///< an option retains it
};

/// By the rows of Table E.1-1 under the options, for the element and all sequences around it. Text
/// that no option retains is gone wherever it stood; numbers that look like ids as well.
Fate fate_of(const Canary &canary, deid::Options options);

/// Each option alone, all that retain, and all that clean; without clean-visual-features, which is
/// refused.
std::vector<deid::Options> option_sets();
deid::Options every_retaining_option();

/// The words of the command line, of the options that are on.
std::vector<std::string> words_of(deid::Options options);
/// The same in one line.
std::string told(deid::Options options);

/// Whether a kind of object (support::canary_kinds) is not written without options, as its content
/// may name people wherever it stands.
bool is_refused_by_default(const std::string &kind);

} // namespace curate::support
