#pragma once

#include <libcurate/deid/vocabulary.hpp>
#include <string_view>

namespace curate::leaks {

/// Whether a word alone tells nobody: of imaging vocabulary, of BIDS files, of scanners and their
/// makers, of clinics in general, titles, the most common given names, and surnames that are
/// everyday words. Letters without case.
bool is_common(std::string_view word, const deid::Vocabulary &vocabulary);

/// Whether every run of letters and digits of the text is common.
bool is_all_common(std::string_view utf8, const deid::Vocabulary &vocabulary);

} // namespace curate::leaks
