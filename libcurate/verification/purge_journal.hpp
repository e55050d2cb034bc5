#pragma once

#include <libcurate/verification/description.hpp>
#include <libcurate/verification/purge_note.hpp>
#include <libcurate/verification/receipt.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::verification {

/// The journal's name in the copy.
inline constexpr std::string_view purge_journal_file = ".purge.json";

/// A table or description that loses people; digests as 64 hexadecimal digits.
struct Rewriting {
  std::string path, before_sha256, after_sha256;

  bool operator==(const Rewriting &) const = default;
};

/// All that a purge is about to do. Written into the copy before anything is done and removed when
/// all is, so that a killed purge ends where an undisturbed one would have. Its form is
/// schemas/purge_journal.schema.json.
struct PurgeJournal {
  std::string manifest_sha256;     ///< of the release as it was made
  std::vector<std::string> labels; ///< without "sub-"
  std::vector<std::string> removed;
  std::vector<Rewriting> rewritten;
  PurgeNote note;
  Receipt receipt;

  bool operator==(const PurgeJournal &) const = default;
};

std::string text_of(const PurgeJournal &journal);

/// Reads such a text and holds it to the release: who is taken out was named by a list, what is
/// removed bears their names, what is rewritten may be, and no path leads outside. Fails with
/// PURGE-JOURNAL.
Result<PurgeJournal> read_purge_journal(std::string_view text, const Description &description);

} // namespace curate::verification
