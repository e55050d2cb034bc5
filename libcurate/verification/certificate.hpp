#pragma once

#include <libcurate/verification/verify.hpp>
#include <string>
#include <string_view>

namespace curate::verification {

/// A page of HTML that says what was checked of a release, when, with what key and list, and what
/// came of it: one file without script, links to nothing, and prints on a sheet. The time is
/// Clock's. `release` is as the user named it; only its own name is told.
std::string certificate_of(const Verification &verification, std::string_view release);

/// The text as HTML may hold it, between tags and in quotes.
std::string escaped_html(std::string_view text);

} // namespace curate::verification
