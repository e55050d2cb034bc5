#pragma once

#include <libcurate/deid/vocabulary.hpp>
#include <string_view>

namespace curate::deid {

/// Whether a run of letters and digits holds a common name beside words of the vocabulary, or is
/// one, that is no such word itself: "Travis" (tra, vis), "ANNA1984", "JohnSmith".
bool names_somebody(std::string_view word, const Vocabulary &vocabulary);

/// Whether a word of the vocabulary is a name as well ("Simon", "Petra"), so that it may stand only
/// beside what it goes with.
bool is_ambiguous(std::string_view word);

/// Whether an ambiguous word goes with the one beside it: "simon" with "task", "ernst" with
/// "angle".
bool goes_with(std::string_view ambiguous, std::string_view beside);

} // namespace curate::deid
