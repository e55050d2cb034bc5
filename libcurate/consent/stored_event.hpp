#pragma once

#include <libcurate/consent/event.hpp>
#include <libcurate/study/database.hpp>
#include <libcurate/study/keys.hpp>
#include <string>

namespace curate::consent {

/// The columns of an event as the registry has them, in the order in which they are hashed; `hash`
/// and `seal` are last and not hashed.
const std::vector<std::string> &event_columns();

/// What is hashed: a line that names the form, then for every column but the last two its name, the
/// number of its bytes, a line end, its bytes, a line end. Nothing can be moved from one to
/// another.
std::string canonical_text(const study::Cells &row);

/// SHA-256 of the canonical text, in hexadecimal digits.
std::string hash_of(const study::Cells &row);

/// HMAC-SHA-256 of a hash under the study's key: 32 hexadecimal digits.
std::string seal_of(const std::string &hash, const study::Key &key);

/// The row of an event, with hash and seal made anew.
study::Cells sealed_row(const Event &event, const study::Key &key);

/// Why a row is none that this program wrote: CONSENT-EVENT-CHANGED (its hash is not that of its
/// contents), CONSENT-EVENT-SEAL (the hash was made without the study's key).
std::optional<Problem> problem_of_row(const study::Cells &row, const study::Key &key);

/// Fails with CONSENT-EVENT-CHANGED where a cell cannot be what its column holds.
Result<Event> event_of(const study::Cells &row);

} // namespace curate::consent
