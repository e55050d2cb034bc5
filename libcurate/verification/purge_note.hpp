#pragma once

#include <cstdint>
#include <libcurate/base/finding.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/verification/description.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace curate::verification {

/// The holder's note in a copy from which people were purged.
inline constexpr std::string_view purge_note_file = "PURGED.json";

/// What the holder of a release has taken out of their copy. Its form is schemas/purge.schema.json.
struct PurgeNote {
  std::string date;              ///< "YYYY-MM-DD"
  std::uint32_t revocations = 0; ///< the number of the newest list that asked for it
  std::vector<std::string> tokens;
  std::vector<std::string> removed_lines; ///< integrity::line_digest of what is gone or replaced
  std::vector<std::string> rewritten;     ///< paths that the signature no longer covers

  bool operator==(const PurgeNote &) const = default;
};

/// The text, all lists sorted.
std::string text_of(PurgeNote note);

/// Reads such a text. Fails with PURGE-NOTE.
Result<PurgeNote> read_purge_note(std::string_view text);

/// Whether the lines that are left are the signed ones but for those the note took out. Gives
/// VERIFY-PURGED (info) when they are, and VERIFY-REWRITTEN (warning) for every file that the
/// holder rewrote; VERIFY-PURGE-WRONG (error) when something else was changed.
Findings check_purge(const PurgeNote &note, const Description &description,
                     std::span<const integrity::ManifestLine> manifest);

} // namespace curate::verification
